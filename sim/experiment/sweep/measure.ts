// What a sweep compares its points on: one statistic of one metric, in one disruption or in the worst of all. The value
// comes from the result of a design, with the interval that the result gives it.
import type { MetricUnit } from "../../metrics/metric.ts";
import { type Known, type MeasureTerms, parseMeasure } from "../../scenario/expectation.ts";
import { withoutUnit } from "../../scenario/metric-names.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Estimate } from "../../statistics/estimate.ts";
import { definitionOf } from "../estimate-metrics.ts";
import { type Objective, SHARE_OF, type Statistic } from "../judge.ts";
import type { OutlookResult } from "../outlook-result.ts";
import type { ExperimentResult } from "../result.ts";
import { NOTHING_BREAKS } from "../run-result.ts";

export interface Measure {
  /** As one would type it: `rtoAchieved p99 for site-loss`. */
  readonly name: string;
  /** With its unit suffix and @scope. */
  readonly metric: string;
  readonly statistic: Exclude<Statistic, "total">;
  /** The worst of all if absent. */
  readonly disruption?: string;
  readonly unit: MetricUnit;
  readonly better: "lower" | "higher";
}

export interface MeasuredValue {
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  /** In which it was found; "" = while nothing breaks, or over the years. */
  readonly disruption?: string;
  /** Some runs were not over at the horizon, and the value lies beyond it. */
  readonly isBeyond?: boolean;
  /** All replications have this value. */
  readonly isConstant?: boolean;
}

export const knownOf = ({ disruptions, links, clusters, sites, clients }: Scenario): Known => ({
  disruptions: Object.keys(disruptions),
  scopes: [links, clusters, sites, clients].flatMap((section) => Object.keys(section)),
});

/** A measure, or what is wrong with its text. */
export function measureOf(text: string, known: Known): Measure | string {
  const reading = parseMeasure(text, known);
  if ("problems" in reading)
    return reading.problems.map(({ message, hint }) => `${message}; ${hint}`).join("; ");
  return named(reading.measure) ?? `a total depends on how many runs there are: name a mean or a quantile`;
}

/** Absent where there is nothing to compare: a total. */
export const measureOfObjective = ({ metric, ...terms }: Objective): Measure | undefined => {
  const [name = "", scope] = metric.split("@");
  return named({ ...terms, metric: name, ...(scope !== undefined && { scope }) });
};

function named({ metric, scope, statistic, disruption }: MeasureTerms): Measure | undefined {
  const definition = definitionOf(metric);
  if (!definition || statistic === "total") return undefined;
  const scoped = scope === undefined ? "" : `@${scope}`;
  const where = disruption === undefined ? "" : ` for ${disruption}`;
  return {
    name: `${withoutUnit(metric)}${scoped} ${statistic}${where}`,
    metric: `${metric}${scoped}`,
    statistic,
    ...(disruption !== undefined && { disruption }),
    unit: definition.unit,
    better: definition.better,
  };
}

export function measuredIn(result: ExperimentResult | OutlookResult, measure: Measure): MeasuredValue {
  const { metric, disruption } = measure;
  const steady = result.metrics[metric];
  // What an outlook lists by disruption are sizes of incidents, not answers to one disruption.
  const broken = result.question === "drill" ? result.disruptions : [];
  const found = broken.flatMap(({ name, metrics }) => {
    const estimate = metrics[metric];
    const isAsked = disruption === undefined || name === disruption;
    return estimate && isAsked ? [{ disruption: name, ...valueIn(estimate, measure) }] : [];
  });
  if (found.length === 0 && steady && disruption === undefined)
    return { disruption: NOTHING_BREAKS, ...valueIn(steady, measure) };
  return found.reduce<MeasuredValue>((worst, each) => (isWorse(each, worst, measure) ? each : worst), {});
}

const isWorse = (a: MeasuredValue, b: MeasuredValue, measure: Measure): boolean =>
  b.disruption === undefined || badness(a, measure) > badness(b, measure);

/** Larger is worse; what lies beyond the horizon is worse than anything, what is not known is not compared. */
export function badness({ value, isBeyond }: MeasuredValue, { better }: Pick<Measure, "better">): number {
  if (value === undefined) return isBeyond ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
  return better === "lower" ? value : -value;
}

function valueIn(estimate: Estimate, { statistic, better }: Measure): Omit<MeasuredValue, "disruption"> {
  const { n, mean, low, high, min, max, bound, censored = 0 } = estimate;
  if (n === 0) return {};
  const isConstant = min !== undefined && min === max && censored === 0;
  if (statistic === "mean") {
    if (mean === undefined) return censored > 0 && better === "lower" ? { isBeyond: true } : {};
    const ends = low === undefined && high === undefined ? bounded(bound) : endsOf(low, high);
    return { value: mean, ...ends, ...(isConstant && { isConstant }) };
  }
  if (statistic === "max")
    return max === undefined ? beyondIf(censored > 0) : { value: max, ...(isConstant && { isConstant }) };
  const p = SHARE_OF[statistic] as number;
  const found = estimate.quantiles?.find((quantile) => quantile.p === p);
  if (!found) return beyondIf(censored / n > 1 - p);
  return { value: found.value, ...endsOf(found.low, found.high), ...(isConstant && { isConstant }) };
}

const beyondIf = (isBeyond: boolean): { isBeyond?: boolean } => (isBeyond ? { isBeyond } : {});

const endsOf = (low: number | undefined, high: number | undefined): { low?: number; high?: number } => ({
  ...(low !== undefined && { low }),
  ...(high !== undefined && { high }),
});

/** A bound of an outlook's mean covers at least as often as an interval; a bound of a probability is no interval. */
const bounded = (bound: Estimate["bound"]): { low?: number; high?: number } =>
  bound === undefined || bound.method === "rule-of-three" ? {} : endsOf(bound.low, bound.high);
