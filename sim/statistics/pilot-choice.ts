// Which of several ways to estimate the same mean is cheapest, from a short run of each: least variance ×
// work per observation (counting, conditional expectation, importance sampling: none is best for every
// threshold). A way whose mean lies below what another has shown at least is out: it does not see what
// carries the mean, and its variance looks small just because of that.
// Source: Glynn & Whitt, The asymptotic efficiency of simulation estimators, Operations Research 40, 1992.
import type { SparseSample } from "./sparse-sample.ts";
import { refusalOf } from "./weighted-estimate.ts";

export interface PilotRun {
  readonly sample: SparseSample;
  /** For the whole sample, in anything that does not depend on the machine: steps, jumps, events. */
  readonly work: number;
}

const FEWEST_HITS = 20;

/** Undefined when none has met the event often enough to be compared. */
export function cheapest<P extends PilotRun>(pilots: readonly P[]): P | undefined {
  const seen = pilots.filter(({ sample }) => sample.nonzero.length >= FEWEST_HITS);
  // Where some have weights even enough for an interval, they are compared; else the most even one has to do.
  const even = seen.filter(({ sample }) => refusalOf(sample) === undefined);
  const least = Math.max(0, ...even.map(({ sample }) => sample.mean - 3 * sample.standardError));
  const honest = even.filter(({ sample }) => sample.mean >= least);
  return honest.length > 0
    ? leastOf(honest, ({ sample, work }) => (sample.variance * work) / sample.count)
    : leastOf(seen, ({ sample }) => -sample.effectiveSize);
}

const leastOf = <P>(pilots: readonly P[], cost: (pilot: P) => number): P | undefined =>
  pilots.reduce<P | undefined>(
    (found, each) => (found === undefined || cost(each) < cost(found) ? each : found),
    undefined,
  );
