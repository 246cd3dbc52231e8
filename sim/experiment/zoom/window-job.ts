// Which windows an outlook is zoomed into, and the work of doing so: plain data. Of every state of the system the time
// that was spent in it, over all replications, is cut into as many parts as windows are wanted; in each part an
// instant is drawn. So instants are even over the state's time, whatever its stays are, and who found them or in which
// order leaves no trace. A window is a cell of the stay it falls into, counted from the stay's begin: every instant
// of the state lies in a cell that is drawn in proportion to its length.

import type { Random } from "../../kernel/random.ts";
import type { Stay } from "../../metrics/outlook/system-states.ts";
import type { OutlookJob } from "../outlook-job.ts";

/** As long as a steady window. µs. */
export const WINDOW = 10_000_000;

/** Where in the time that a replication spent in a state a window lies. */
export interface Spot {
  readonly state: number;
  /** From 0, within its state. */
  readonly number: number;
  readonly replication: number;
  /** µs in that state since the begin of the replication. */
  readonly offset: number;
}

/** All windows of one replication. */
export interface WindowJob {
  readonly question: "windows";
  /** The block that the replication was in. */
  readonly outlook: OutlookJob;
  readonly spots: readonly Spot[];
}

export interface Window {
  readonly state: number;
  readonly replication: number;
  /** So many spots lie in it. */
  readonly spots: number;
  /** µs of the replication. */
  readonly from: number;
  readonly until: number;
  readonly incident: number;
}

/** `times`: by replication and state, µs. */
export function drawSpots(times: readonly (readonly number[])[], windows: number, random: Random): Spot[] {
  const states = times[0]?.length ?? 0;
  return Array.from({ length: states }, (_, state) => {
    const draws = random.draws(`zoom/${state}`);
    const total = times.reduce((sum, own) => sum + (own[state] ?? 0), 0);
    if (total <= 0) return [];
    const spots: Spot[] = [];
    let [replication, passed] = [0, 0];
    for (let number = 0; number < windows; number++) {
      const at = ((number + draws.draw(number)) / windows) * total;
      for (;;) {
        const own = times[replication]?.[state] ?? 0;
        if (at - passed < own || replication === times.length - 1) break;
        passed += own;
        replication++;
      }
      spots.push({ state, number, replication: replication + 1, offset: at - passed });
    }
    return spots;
  }).flat();
}

/** The cell of the stay in which the spot lies; undefined = not in this stay. */
export function windowOf({ state, offset, replication }: Spot, stay: Stay): Window | undefined {
  const into = offset - stay.before;
  if (state !== stay.state || into < 0 || into >= stay.to - stay.from) return undefined;
  const from = stay.from + Math.floor(into / WINDOW) * WINDOW;
  return {
    state,
    replication,
    spots: 1,
    from,
    until: Math.min(stay.to, from + WINDOW),
    incident: stay.incident,
  };
}

/** In the order of time, each once. */
export function distinct(windows: readonly Window[]): Window[] {
  const byBegin = new Map<number, Window>();
  for (const window of windows) {
    const same = byBegin.get(window.from);
    byBegin.set(window.from, same ? { ...same, spots: same.spots + 1 } : window);
  }
  return [...byBegin.values()].sort((a, b) => a.from - b.from);
}

export function windowJobs(spots: readonly Spot[], jobs: readonly OutlookJob[]): WindowJob[] {
  const byReplication = new Map<number, Spot[]>();
  for (const spot of spots) {
    const own = byReplication.get(spot.replication);
    if (own) own.push(spot);
    else byReplication.set(spot.replication, [spot]);
  }
  return [...byReplication].flatMap(([replication, own]) => {
    const outlook = jobs.find(
      ({ firstReplication: first, replications }) =>
        replication >= first && replication < first + replications,
    );
    return outlook ? [{ question: "windows", outlook, spots: own }] : [];
  });
}
