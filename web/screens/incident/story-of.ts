// What a film tells in pieces: the phases of the outage, the spots of a picture, who believed to be primary at once.
import { count, duration } from "../../../reports/view/format.ts";
import type { Film, Spell } from "../../../sim/index.ts";
import type { Spot } from "../../charts/served.ts";

export interface PhaseSpot extends Spot {
  readonly name: string;
  readonly setBy: string;
}

/** Waits of one name that follow on one another are one; what set it is what the run says of the phase. */
export function phasesOf({ segments, run }: Film): PhaseSpot[] {
  const setters = new Map(run.phases.map(({ name, setBy }) => [name, setBy]));
  const phases: PhaseSpot[] = [];
  for (const { name, setBy, start, end } of segments) {
    const last = phases.at(-1);
    if (last?.name === name) phases[phases.length - 1] = spot(name, last.setBy, last.from, end);
    else phases.push(spot(name, setters.get(name) ?? setBy, start, end));
  }
  return phases;
}

const spot = (name: string, setBy: string, from: number, to: number): PhaseSpot => ({
  name,
  setBy,
  from,
  to,
  text: `${name} ${duration((to - from) / 1e6)}`,
});

export const isEndless = (film: Film, { to }: Spell): boolean => to >= film.end;

export function outageSpot(film: Film): Spot | undefined {
  const { outage } = film;
  if (!outage) return undefined;
  const length = duration((outage.to - outage.from) / 1e6);
  const text = isEndless(film, outage) ? `outage: not over after ${length}` : `outage ${length}`;
  return { ...outage, text };
}

export function lossSpots({ losses }: Film): Spot[] {
  return losses.flatMap(({ window, transactions }) =>
    window ? [{ ...window, text: `${count(transactions)} acknowledged writes lost` }] : [],
  );
}

export const faultSpots = ({ faults }: Film): Spot[] =>
  faults.map(({ kind, subject, from, to }) => ({ from, to, text: `${kind} ${subject}` }));

export interface Overlap extends Spell {
  readonly service: string;
  readonly nodes: readonly [string, string];
}

/** Two nodes took writes of one service at once. */
export function overlapsOf({ writers }: Film): Overlap[] {
  return writers.flatMap((one, i) =>
    writers.slice(i + 1).flatMap((other): Overlap[] => {
      const from = Math.max(one.from, other.from);
      const to = Math.min(one.to, other.to);
      const isBoth = one.service === other.service && one.node !== other.node && from < to;
      return isBoth ? [{ service: one.service, nodes: [one.node, other.node], from, to }] : [];
    }),
  );
}
