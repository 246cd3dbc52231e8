// One objective against one sample: met, missed or undecided, decided on the interval and not on the point. A
// quantile is judged by how many runs keep the threshold, which equals comparing its order-statistic interval
// and decides even where a sample is too small for an interval. A run that never recovered keeps no upper
// threshold.
import { Binomial } from "../statistics/binomial.ts";
import type { Estimate } from "../statistics/estimate.ts";
import { quantileInterval } from "../statistics/quantile-interval.ts";
import type { MetricSample } from "./estimate-metrics.ts";
import type { ObjectiveResult, Verdict } from "./result.ts";

export type Statistic = "mean" | "p50" | "p95" | "p99" | "max" | "total";

export interface Objective {
  readonly expression: string;
  /** With its unit suffix and @scope. */
  readonly metric: string;
  readonly statistic: Statistic;
  readonly comparison: "<=" | ">=";
  /** In the unit of the metric. */
  readonly threshold: number;
  /** Every disruption must meet it if absent. */
  readonly disruption?: string;
}

export type Judgement = Pick<ObjectiveResult, "verdict" | "value" | "low" | "high" | "reason">;

export const SHARE_OF: Readonly<Partial<Record<Statistic, number>>> = { p50: 0.5, p95: 0.95, p99: 0.99 };

/** `sample` is absent where the estimate pools one value per transaction. */
export function judge(objective: Objective, estimate: Estimate, sample: MetricSample | undefined): Judgement {
  if (estimate.n === 0) return { verdict: "not-evaluated", reason: "no run has a value" };
  const p = SHARE_OF[objective.statistic];
  if (p !== undefined) return judgeQuantile(objective, p, estimate, sample);
  if (objective.statistic === "mean") return judgeMean(objective, estimate);
  return judgeExtent(objective, estimate, sample);
}

function judgeQuantile(
  objective: Objective,
  p: number,
  estimate: Estimate,
  sample: MetricSample | undefined,
): Judgement {
  const found = estimate.quantiles?.find((quantile) => quantile.p === p);
  const known = found ? pick(found) : {};
  if (!sample) return { ...known, ...onInterval(objective, known) };
  const [enough, few] = sharesKept(objective, p, sample);
  if (enough) return { ...known, verdict: "met" };
  const isBeyond = found === undefined && sample.censored > 0 && sample.censored / estimate.n > 1 - p;
  if (few) return { ...known, verdict: "missed", ...(isBeyond && { reason: neverRecovered(sample) }) };
  if (isBeyond) return { verdict: "undecided", reason: neverRecovered(sample) };
  const reason = quantileInterval(estimate.n, p)
    ? crosses(objective)
    : `a ${objective.statistic} needs ${smallestFor(p)} runs, there are ${estimate.n}`;
  return { ...known, verdict: "undecided", reason };
}

/**
 * Whether surely enough, or surely too few, of the runs lie on the right side; 2.5 % each. Where the target
 * lies beyond
 * the horizon, a run that never recovered might still have kept it.
 */
function sharesKept(objective: Objective, p: number, sample: MetricSample): [boolean, boolean] {
  const { known, censored, beyond = 0 } = sample;
  const { threshold } = objective;
  const below = new Binomial(known.length + censored, p);
  const isUpper = objective.comparison === "<=";
  const count = known.filter((value) => (isUpper ? value <= threshold : value < threshold)).length;
  const perhaps = beyond < threshold ? censored : 0;
  const manyBelow = 1 - below.upTo(count - 1) <= 0.025;
  const fewBelow = below.upTo(count + perhaps) <= 0.025;
  return isUpper ? [manyBelow, fewBelow] : [fewBelow, manyBelow];
}

function judgeMean(objective: Objective, estimate: Estimate): Judgement {
  const { mean, low, high, min, max, censored = 0 } = estimate;
  if (mean === undefined) {
    const reason = `${censored} of ${estimate.n} runs never recovered: there is no mean`;
    return { verdict: objective.comparison === "<=" ? "missed" : "undecided", reason };
  }
  if (low !== undefined && high !== undefined) {
    return { value: mean, low, high, ...onInterval(objective, { value: mean, low, high }) };
  }
  if (min !== undefined && min === max) return { value: mean, verdict: side(objective, mean) };
  const reason = "the values are too few or too uneven for an interval of the mean";
  return { value: mean, verdict: "undecided", reason };
}

/** Of these runs: a maximum or a total is a count, not an estimate of something beyond them. */
function judgeExtent(objective: Objective, estimate: Estimate, sample: MetricSample | undefined): Judgement {
  if (!sample && objective.statistic === "total") {
    return { verdict: "not-evaluated", reason: "a total over transactions has no meaning here" };
  }
  if (sample && sample.censored > 0) {
    const verdict = objective.comparison === "<=" ? "missed" : "undecided";
    return { verdict, reason: neverRecovered(sample) };
  }
  const total = sample?.known.reduce((sum, value) => sum + value, 0);
  const value = objective.statistic === "max" ? estimate.max : total;
  if (value === undefined) return { verdict: "not-evaluated", reason: "no run has a value" };
  return { value, verdict: side(objective, value) };
}

function onInterval(objective: Objective, known: { low?: number; high?: number; value?: number }): Judgement {
  const { low, high } = known;
  const isUpper = objective.comparison === "<=";
  const [near, far] = isUpper ? [low, high] : [high, low];
  if (far !== undefined && side(objective, far) === "met") return { verdict: "met" };
  if (near !== undefined && side(objective, near) === "missed") return { verdict: "missed" };
  const hasInterval = low !== undefined && high !== undefined;
  return {
    verdict: "undecided",
    reason: hasInterval ? crosses(objective) : "too few windows for an interval",
  };
}

function side({ comparison, threshold }: Objective, value: number): Verdict {
  return (comparison === "<=" ? value <= threshold : value >= threshold) ? "met" : "missed";
}

const crosses = ({ statistic }: Objective): string =>
  `the 95 % interval of the ${statistic} crosses the target`;

const neverRecovered = ({ censored, known }: MetricSample): string =>
  `${censored} of ${known.length + censored} runs lie beyond the horizon`;

function pick(found: { value: number; low?: number; high?: number }): {
  value: number;
  low?: number;
  high?: number;
} {
  const { value, low, high } = found;
  return { value, ...(low !== undefined && { low }), ...(high !== undefined && { high }) };
}

/** The smallest sample with an interval: 368 for the p99. */
function smallestFor(p: number): number {
  let n = 1;
  while (!quantileInterval(n, p)) n++;
  return n;
}
