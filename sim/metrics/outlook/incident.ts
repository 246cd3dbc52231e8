// Incidents: from the first fault to the instant at which everything is repaired, served and redundant again.
// Faults that strike before that are further causes of the same incident. It is named after the failure that
// came last before its longest outage, or its loss, or else after the first one. An incident is told when the
// next one begins, or at the end: until then it might go on.

import type { Loss } from "../../cluster/loss.ts";

/** No fault caused it: demand above what the servers can do. */
export const NO_CAUSE = -1;

/** Plain data; times in µs of the replication. */
export interface Incident {
  /** In its replication, from 1. */
  number: number;
  begin: number;
  end: number;
  /** It was not over when the replication ended. */
  isOpen: boolean;
  /**
   * Processes by index, in the order of their faults, when they failed, and when they were repaired (Infinity =
   * not by the end); at most MOST_CAUSES of them.
   */
  causes: number[];
  failedAt: number[];
  repairedAt: number[];
  isPlanned: boolean;
  /** Instants at which outages begin and end, in pairs, and the process whose failure came last before each. */
  outages: number[];
  outageTriggers: number[];
  downtime: number;
  longestOutage: number;
  /** Expected writes that met nobody. */
  unserved: number;
  losses: number;
  /** Of the worst loss. */
  lossAge: number;
  /** Sum over its losses. */
  lossTotal: number;
  lostTransactions: number;
  lostBytes: number;
  lossAt: number;
  /** The failure that its worst loss goes back to. */
  lossFailedAt: number;
  /** Whose failure came last before the worst loss. */
  lossTrigger: number;
  failovers: number;
  falseFailovers: number;
  split: number;
}

const MOST_CAUSES = 16;
/** Everything is well for so long: it is over. Our convention: what follows within a minute belongs together. */
const SETTLES = 60e6; // µs
/** Served and repaired, but some copy never comes back: after a day the rest is another story. Our convention. */
const GIVES_UP = 86_400e6; // µs

export interface IncidentListener {
  began(incident: Incident): void;
  /** Whatever is delayed belongs to the incident that ends now. */
  ending(at: number): void;
  ended(incident: Incident): void;
}

export class IncidentTracker {
  readonly #isPlanned: (process: number) => boolean;
  readonly #listener: IncidentListener;
  readonly #settles: number;
  #current: Incident | undefined;
  #count = 0;
  #faults = 0;
  /** Everything is as it should be since then; -1 = it is not. */
  #wellSince = -1;
  /** Served and repaired, whatever the copies do. */
  #servedSince = -1;

  /** `settles`: nothing is known later than this, µs. */
  constructor(parts: {
    readonly isPlanned: (process: number) => boolean;
    readonly settles: number;
    readonly listener: IncidentListener;
  }) {
    this.#isPlanned = parts.isPlanned;
    this.#listener = parts.listener;
    this.#settles = Math.max(SETTLES, parts.settles);
  }

  get current(): Incident | undefined {
    return this.#current;
  }
  get faultsNow(): number {
    return this.#faults;
  }
  /** There is one that a fault at `at` would be a part of. */
  isGoingOn(at: number): boolean {
    return this.#current !== undefined && !this.#isOver(at);
  }
  get isWell(): boolean {
    return this.#faults === 0 && this.#wellSince >= 0;
  }

  fault(process: number, at: number): void {
    if (this.#isOver(at)) this.#end(at);
    const incident = this.#current ?? this.#begin(at);
    this.#faults++;
    this.#wellSince = this.#servedSince = -1;
    if (incident.causes.length < MOST_CAUSES) {
      incident.causes.push(process);
      incident.failedAt.push(at);
      incident.repairedAt.push(Number.POSITIVE_INFINITY);
    }
    incident.isPlanned &&= this.#isPlanned(process);
  }

  repair(process: number, at: number): void {
    this.#faults--;
    if (!this.#current) return;
    const { causes, repairedAt } = this.#current;
    const place = causes.lastIndexOf(process);
    if (place >= 0) repairedAt[place] = at;
  }

  /** How things are from `now` on. */
  review(now: number, isServed: boolean, isWhole: boolean): void {
    const isRepaired = this.#faults === 0;
    // Without a fault it is another story than the one before.
    if (!(isRepaired && isServed && isWhole) && this.#isOver(now)) this.#end(now);
    if (!isServed && !this.#current) this.#begin(now, NO_CAUSE);
    if (!(isRepaired && isServed)) this.#servedSince = -1;
    else if (this.#servedSince < 0) this.#servedSince = now;
    if (!(isRepaired && isServed && isWhole)) this.#wellSince = -1;
    else if (this.#wellSince < 0) this.#wellSince = now;
  }

  outage(start: number, end: number): void {
    const incident = this.#during(start);
    incident.outages.push(start, end);
    incident.outageTriggers.push(triggerOf(incident, start));
    incident.downtime += end - start;
    if (end - start > incident.longestOutage) incident.longestOutage = end - start;
  }

  /** `failedAt`: the failure that it goes back to. */
  lost(loss: Loss, at: number, failedAt: number): void {
    const incident = this.#during(at);
    // Where writes are expected values, less than half of one is none.
    if (loss.transactions < 0.5) return;
    incident.losses++;
    incident.lossTotal += loss.rpoAchieved;
    incident.lostTransactions += loss.transactions;
    incident.lostBytes += loss.bytes;
    incident.lossAt = at;
    if (incident.losses > 1 && loss.rpoAchieved <= incident.lossAge) return;
    incident.lossAge = loss.rpoAchieved;
    incident.lossFailedAt = failedAt;
    incident.lossTrigger = triggerOf(incident, failedAt);
  }

  unserved(writes: number, from: number): void {
    this.#during(from).unserved += writes;
  }

  failover(at: number): void {
    this.#during(at).failovers++;
  }

  falseFailover(at: number): void {
    this.#during(at).falseFailovers++;
  }

  split(length: number, at: number): void {
    this.#during(at).split += length;
  }

  /** The replication ends. */
  finish(at: number): void {
    this.#end(at);
  }

  /** The incident that an effect at `at` belongs to; without a fault there is one that has no cause. */
  #during(at: number): Incident {
    return this.#current ?? this.#begin(at, NO_CAUSE);
  }

  #isOver(at: number): boolean {
    if (!this.#current) return false;
    if (this.#wellSince >= 0 && at - this.#wellSince >= this.#settles) return true;
    return this.#servedSince >= 0 && at - this.#servedSince >= GIVES_UP;
  }

  #begin(at: number, cause?: number): Incident {
    const incident = {
      number: ++this.#count,
      begin: at,
      end: at,
      isOpen: false,
      causes: cause === undefined ? [] : [cause],
      failedAt: cause === undefined ? [] : [at],
      repairedAt: cause === undefined ? [] : [Number.POSITIVE_INFINITY],
      isPlanned: cause === undefined,
      outages: [],
      outageTriggers: [],
      downtime: 0,
      longestOutage: 0,
      unserved: 0,
      losses: 0,
      lossAge: 0,
      lossTotal: 0,
      lostTransactions: 0,
      lostBytes: 0,
      lossAt: at,
      lossFailedAt: at,
      lossTrigger: NO_CAUSE,
      failovers: 0,
      falseFailovers: 0,
      split: 0,
    };
    this.#current = incident;
    this.#listener.began(incident);
    return incident;
  }

  #end(at: number): void {
    this.#listener.ending(at);
    const incident = this.#current;
    if (!incident) return;
    const since = this.#wellSince >= 0 ? this.#wellSince : this.#servedSince;
    incident.isOpen = since < 0;
    incident.end = since < 0 ? at : since;
    this.#current = undefined;
    this.#listener.ended(incident);
  }
}

/** What was repaired so shortly before may still be starting and catching up. Our convention. */
const RECOVERS = 600e6; // µs

/** Every process that had failed at `at`, or had just been repaired; each once. */
export function involvedAt({ causes, failedAt, repairedAt }: Incident, at: number): number[] {
  return causes.filter(
    (cause, i) =>
      causes.indexOf(cause) === i &&
      causes.some(
        (other, j) =>
          other === cause && (failedAt[j] as number) <= at && (repairedAt[j] as number) >= at - RECOVERS,
      ),
  );
}

/** The process that failed last by `at`; the first one where none had. */
function triggerOf({ causes, failedAt }: Incident, at: number): number {
  let i = causes.length - 1;
  while (i > 0 && (failedAt[i] as number) > at) i--;
  return causes[i] ?? NO_CAUSE;
}

/** Whose failure an incident is named after: before its longest outage, before its loss, else the first one. */
export function namesakeOf({ causes, outages, outageTriggers, losses, lossTrigger }: Incident): number {
  let longest = -1;
  let found = losses > 0 ? lossTrigger : (causes[0] ?? NO_CAUSE);
  outageTriggers.forEach((trigger, i) => {
    const length = (outages[2 * i + 1] as number) - (outages[2 * i] as number);
    if (length <= longest) return;
    longest = length;
    found = trigger;
  });
  return found;
}
