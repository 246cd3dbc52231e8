// The objectives of a scenario against its years. Only what years can tell is judged: a mean per year, an
// availability, a quantile of calendar years. What a single incident may cost is a drill's question.
import { judge, type Objective } from "./judge.ts";
import type { OutlookEstimate } from "./outlook-result.ts";
import type { ObjectiveResult } from "./result.ts";

export function judgeOutlook(
  objective: Objective,
  metrics: Readonly<Record<string, OutlookEstimate>>,
): ObjectiveResult {
  const { expression, metric, disruption } = objective;
  const open = (reason: string): ObjectiveResult => ({
    expression,
    verdict: "not-evaluated",
    reason,
    judged: [],
  });
  if (disruption !== undefined) return open("a drill's question: run it without --outlook");
  const estimate = metrics[metric];
  if (!estimate) return open(`an outlook does not measure ${metric}`);
  if (objective.statistic === "total") return open("a total depends on how many years were simulated");
  const found = judge(objective, bounded(estimate), undefined);
  return {
    expression,
    ...found,
    unit: estimate.unit,
    judged: [{ disruption: "", verdict: found.verdict }],
  };
}

/** A bound with two ends decides like an interval: it covers at least as often. */
function bounded(estimate: OutlookEstimate): OutlookEstimate {
  const { low, high, bound } = estimate;
  if (low !== undefined && high !== undefined) return estimate;
  if (bound?.high === undefined) return estimate;
  return { ...estimate, low: bound.low ?? 0, high: bound.high };
}
