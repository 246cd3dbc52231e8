// The targets that the objectives of a result hold against one metric in one disruption. An expression is read as the
// scenario's was; where it cannot be (a document of another version) there is no target to draw.
import { type ObjectiveResult, parseExpectation } from "../../sim/index.ts";
import type { Target } from "./charts.ts";

/** `disruption` is "" while nothing breaks and over the years. */
export function targetsOf(
  objectives: readonly ObjectiveResult[],
  metric: string,
  disruption: string,
): Target[] {
  return objectives.flatMap(({ expression, judged }) => {
    const own = judged.find((each) => each.disruption === disruption);
    const target = own && targetIn(expression);
    if (!target || target.metric !== metric) return [];
    const { threshold, comparison, statistic } = target;
    return [{ threshold, comparison, statistic, verdict: own.verdict }];
  });
}

export function targetIn(expression: string) {
  const scope = /@([^\s<>=]+)/.exec(expression)?.[1];
  const disruption = /\sfor\s+(\S+)\s*$/.exec(expression)?.[1];
  const reading = parseExpectation(expression, {
    disruptions: disruption === undefined ? [] : [disruption],
    scopes: scope === undefined ? [] : [scope],
  });
  if (!("expectation" in reading)) return undefined;
  const { metric, threshold, comparison, statistic } = reading.expectation;
  return { metric: scope === undefined ? metric : `${metric}@${scope}`, threshold, comparison, statistic };
}
