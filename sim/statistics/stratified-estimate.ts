// What windows say about years: every state of a system has a share of the time and a few windows of it. A value per
// transaction is distributed as the states' windows, per unit of time, weighted by these shares. The windows of one
// state are the independent pieces, and the shares have a spread of their own, between replications. Quantiles of the
// weighted distribution with Woodruff's interval, linearised for both. Sources: Cochran, Sampling Techniques, 1977,
// 5 (stratified sampling) and 6 (ratios); Woodruff 1952.
import { type Estimate, QUANTILES, type Quantile } from "./estimate.ts";
import { countUpTo, Histogram, type SparseHistogram } from "./histogram.ts";
import { studentQuantile } from "./student-t.ts";

export interface StratumWindow {
  readonly histogram: SparseHistogram;
  /** In any unit of time, the same for all. */
  readonly length: number;
  /** So often it was drawn. */
  readonly draws: number;
}

export interface StratifiedValues {
  readonly unit: string;
  /** By stratum. */
  readonly strata: readonly (readonly StratumWindow[])[];
  /** By replication and stratum: shares of its time. */
  readonly shares: readonly (readonly number[])[];
  readonly method: string;
  readonly quantiles?: readonly number[];
  readonly confidence?: number;
}

/** Fewer windows than this carry no interval. */
const FEWEST_WINDOWS = 10;

export function estimateOfStrata(values: StratifiedValues): Estimate {
  const { unit, strata, method, quantiles = QUANTILES, confidence = 0.95 } = values;
  const windows = strata.flat().filter(({ histogram }) => histogram.bins.length > 0);
  const [first] = windows;
  if (!first) return { unit, n: 0 };
  const mixture = new Mixture(values);
  const known = new Histogram(first.histogram.perUnit);
  for (const { histogram } of windows) known.merge(histogram);
  const freedom = strata.flat().length - strata.filter(({ length }) => length > 0).length;
  const isEnough = strata.flat().length >= FEWEST_WINDOWS && freedom > 0;
  const t = isEnough ? studentQuantile(1 - (1 - confidence) / 2, freedom) : Number.NaN;
  const rows = quantiles.map((p): Quantile => {
    const bin = mixture.binAt(p);
    const half = isEnough ? t * mixture.errorOfShare(bin) : Number.NaN;
    const at = (share: number): number | undefined =>
      share > 0 && share < 1 ? known.valueOf(mixture.binAt(share)) : undefined;
    const [low, high] = [at(p - half), at(p + half)];
    return {
      p,
      value: known.valueOf(bin),
      ...(low !== undefined && { low }),
      ...(high !== undefined && { high }),
      method,
    };
  });
  return {
    unit,
    n: known.count,
    mean: mixture.mean,
    confidence,
    method,
    quantiles: rows,
    min: known.min as number,
    max: known.max as number,
    effectiveSamples: strata.flat().length,
  };
}

/** A rate per unit of time, over all states; events may be none in any window. */
export function rateOfStrata(values: {
  readonly unit: string;
  /** By stratum: events of each window. */
  readonly strata: readonly (readonly {
    readonly events: number;
    readonly length: number;
    readonly draws: number;
  }[])[];
  readonly shares: readonly (readonly number[])[];
  readonly method: string;
}): Estimate {
  const { unit, strata, shares, method } = values;
  const rows = strata.map((windows) =>
    windows.map(({ events, length, draws }) => ({ value: events / length, draws })),
  );
  const mean = weighted(rows, meanShares(shares));
  const freedom = strata.flat().length - strata.filter(({ length }) => length > 0).length;
  const known = { unit, n: strata.flat().length, mean, method, confidence: 0.95 };
  if (freedom < FEWEST_WINDOWS) return known;
  const half = studentQuantile(0.975, freedom) * errorOf(rows, shares);
  return { ...known, low: Math.max(0, mean - half), high: mean + half };
}

interface Drawn {
  readonly value: number;
  readonly draws: number;
}

class Mixture {
  readonly #values: StratifiedValues;
  readonly #bins: readonly (readonly [bin: number, weight: number])[];
  readonly #total: number;
  readonly mean: number;

  constructor(values: StratifiedValues) {
    this.#values = values;
    const shares = meanShares(values.shares);
    const bins = new Map<number, number>();
    let [total, sum] = [0, 0];
    values.strata.forEach((windows, s) => {
      const draws = windows.reduce((all, one) => all + one.draws, 0);
      for (const { histogram, length, draws: own } of windows) {
        const weight = ((shares[s] as number) * own) / draws / length;
        for (let i = 0; i < histogram.bins.length; i += 2) {
          const [bin, times] = [histogram.bins[i] as number, histogram.bins[i + 1] as number];
          bins.set(bin, (bins.get(bin) ?? 0) + times * weight);
          total += times * weight;
        }
        sum += (histogram.sum / histogram.perUnit) * weight;
      }
    });
    this.#bins = [...bins].sort(([a], [b]) => a - b);
    this.#total = total;
    this.mean = sum / total;
  }

  binAt(p: number): number {
    let seen = 0;
    for (const [bin, weight] of this.#bins) {
      seen += weight;
      // A sum of many weights may fall short of the whole by its last digits.
      if (seen >= p * this.#total * (1 - 1e-12)) return bin;
    }
    return this.#bins.at(-1)?.[0] ?? 0;
  }

  /** Standard error of the share up to a bin, or below it: the larger. */
  errorOfShare(bin: number): number {
    return Math.max(this.#error(bin, "upTo"), this.#error(bin, "below"));
  }

  #error(bin: number, side: "upTo" | "below"): number {
    const { strata, shares } = this.#values;
    const counts = strata.map((windows) =>
      windows.map(({ histogram, length, draws }) => {
        const count = countUpTo(histogram, bin);
        return { below: count[side] / length, all: count.total / length, draws };
      }),
    );
    const rates = meanShares(shares);
    const pick = (of: "below" | "all"): Drawn[][] =>
      counts.map((own) => own.map((each) => ({ value: each[of], draws: each.draws })));
    const share = weighted(pick("below"), rates) / this.#total;
    const residuals = counts.map((own) =>
      own.map(({ below, all, draws }) => ({ value: below - share * all, draws })),
    );
    return errorOf(residuals, shares) / this.#total;
  }
}

/** Of a mean over strata: between the windows of each, and between the replications that say how much each weighs. */
function errorOf(strata: readonly (readonly Drawn[])[], shares: readonly (readonly number[])[]): number {
  const means = strata.map(meanOf);
  const weights = meanShares(shares);
  let variance = 0;
  strata.forEach((windows, s) => {
    const n = windows.reduce((sum, { draws }) => sum + draws, 0);
    if (n < 2) return;
    const weight = weights[s] as number;
    const squares = windows.reduce(
      (sum, { value, draws }) => sum + draws * square(value - (means[s] as number)),
      0,
    );
    variance += (square(weight) * squares) / (n - 1) / n;
  });
  const n = shares.length;
  if (n > 1) {
    const rows = shares.map((own) => own.reduce((sum, share, s) => sum + share * (means[s] as number), 0));
    const mean = rows.reduce((sum, row) => sum + row, 0) / n;
    variance += rows.reduce((sum, row) => sum + square(row - mean), 0) / (n - 1) / n;
  }
  return Math.sqrt(variance);
}

const square = (x: number): number => x * x;

const weighted = (strata: readonly (readonly Drawn[])[], weights: readonly number[]): number =>
  strata.reduce((sum, windows, s) => sum + (weights[s] as number) * meanOf(windows), 0);

function meanOf(windows: readonly Drawn[]): number {
  const n = windows.reduce((sum, { draws }) => sum + draws, 0);
  return n === 0 ? 0 : windows.reduce((sum, { value, draws }) => sum + value * draws, 0) / n;
}

function meanShares(shares: readonly (readonly number[])[]): number[] {
  const first = shares[0] ?? [];
  return first.map((_, s) => shares.reduce((sum, own) => sum + (own[s] as number), 0) / shares.length);
}
