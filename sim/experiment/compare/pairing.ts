// Two samples of the same thing, pair by pair: the runs of two designs with the same number of the same seed have the
// same arrivals and the same faults. A run that was never over is worse than any that was; two of them are equal.
import { type PairableSample, sampleName } from "../study/sample.ts";

export interface Pairs {
  readonly metric: string;
  readonly disruption: string;
  readonly unit: PairableSample["unit"];
  readonly better: PairableSample["better"];
  /** Of each pair: which replication, and what it was in both; infinite = never over. */
  readonly replications: readonly number[];
  readonly old: readonly number[];
  readonly new: readonly number[];
  /** New less old; 0 where both were never over. */
  readonly differences: readonly number[];
}

/** Only replications that have a value in both; those are numbered from `from`. */
export function pairsOf(old: PairableSample, next: PairableSample, from = 1): Pairs {
  const { metric, disruption, unit, better } = next;
  const worst = better === "lower" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  const valueAt = ({ values, isCensored }: PairableSample, i: number): number =>
    isCensored[i] ? worst : (values[i] ?? Number.NaN);
  const replications: number[] = [];
  const [before, after]: [number[], number[]] = [[], []];
  for (let i = 0; i < Math.min(old.values.length, next.values.length); i++) {
    const [a, b] = [valueAt(old, i), valueAt(next, i)];
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    replications.push(from + i);
    before.push(a);
    after.push(b);
  }
  const differences = after.map((b, i) => (b === before[i] ? 0 : b - (before[i] as number)));
  return { metric, disruption, unit, better, replications, old: before, new: after, differences };
}

export interface Paired {
  readonly pairs: readonly Pairs[];
  /** What only one of them has: a disruption, or `metric for disruption` where they share the disruption. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
}

/** In the order of the new ones. */
export function pairAll(old: readonly PairableSample[], next: readonly PairableSample[], from = 1): Paired {
  const before = new Map(old.map((sample) => [sampleName(sample), sample]));
  const pairs = next.flatMap((sample) => {
    const partner = before.get(sampleName(sample));
    const paired = partner && pairsOf(partner, sample, from);
    return paired && paired.replications.length > 0 ? [paired] : [];
  });
  return { pairs, onlyOld: missing(old, next), onlyNew: missing(next, old) };
}

/** Of `some`, what `others` do not have. */
function missing(some: readonly PairableSample[], others: readonly PairableSample[]): string[] {
  const names = new Set(others.map(sampleName));
  const disruptions = new Set(others.map(({ disruption }) => disruption));
  const absent = some
    .filter((sample) => !names.has(sampleName(sample)))
    .map((sample) => (disruptions.has(sample.disruption) ? sampleName(sample) : sample.disruption));
  return [...new Set(absent)];
}

/** Whoever has any of it: something lost, an outage, a conflict. Less than one transaction or microsecond is none. */
export const hasAny = (value: number, { unit }: Pick<Pairs, "unit">): boolean =>
  Math.abs(value) >= SOME[unit];

const SOME: Readonly<Record<Pairs["unit"], number>> = {
  s: 5e-7,
  count: 0.5,
  B: 0.5,
  ratio: 1e-9,
  "/s": 1e-9,
  "/year": 1e-9,
  "s/year": 5e-7,
};
