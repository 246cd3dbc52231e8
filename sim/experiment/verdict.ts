// The objectives of a scenario against the results: one verdict each. Without `for`, every disruption must meet
// it, and the one that fares worst decides; where no disruption has the metric, the state in which nothing
// breaks is judged.
import { definitionOf, sampleOf } from "./estimate-metrics.ts";
import { type Judgement, judge, type Objective } from "./judge.ts";
import type { DisruptionResult, MetricEstimates, ObjectiveResult, Verdict } from "./result.ts";
import { NOTHING_BREAKS, type RunResult } from "./run-result.ts";

export interface Judged {
  /** While nothing breaks. */
  readonly metrics: MetricEstimates;
  readonly disruptions: readonly DisruptionResult[];
  readonly runsOf: (disruption: string) => readonly RunResult[];
}

type Found = Judgement & { readonly disruption: string };

export function judgeObjective(objective: Objective, results: Judged): ObjectiveResult {
  const all = candidates(objective, results);
  const found = [...all].sort(worstFirst(objective))[0];
  const unit = definitionOf(objective.metric)?.unit;
  return {
    expression: objective.expression,
    ...(found ?? { verdict: "not-evaluated", reason: `nothing here measures ${objective.metric}` }),
    ...(unit !== undefined && { unit }),
    judged: all.map(({ disruption, verdict }) => ({ disruption, verdict })),
  };
}

function candidates(objective: Objective, results: Judged): Found[] {
  const { disruption, metric } = objective;
  const asked = results.disruptions.filter(({ name }) => disruption === undefined || name === disruption);
  const found = asked
    .filter(({ modelled, metrics }) => disruption !== undefined || !modelled || metric in metrics)
    .map((result) => judgeDisruption(objective, result, results));
  if (disruption !== undefined || found.some(({ verdict }) => verdict !== "not-evaluated")) return found;
  const steady = results.metrics[metric];
  if (!steady) return found;
  const sample = scalarSample(results.runsOf(NOTHING_BREAKS), metric);
  return [{ disruption: NOTHING_BREAKS, ...judge(objective, steady, sample) }, ...found];
}

function judgeDisruption(objective: Objective, result: DisruptionResult, results: Judged): Found {
  const disruption = result.name;
  if (!result.modelled) {
    return { disruption, verdict: "not-evaluated", reason: result.reason ?? "not modelled" };
  }
  const estimate = result.metrics[objective.metric];
  if (!estimate) {
    return { disruption, verdict: "not-evaluated", reason: `${objective.metric} is not measured here` };
  }
  const runs = results.runsOf(disruption).filter((run) => run.modelled);
  return { disruption, ...judge(objective, estimate, scalarSample(runs, objective.metric)) };
}

const scalarSample = (runs: readonly RunResult[], metric: string) =>
  runs.some((run) => metric in run.histograms) ? undefined : sampleOf(runs, metric);

const SEVERITY: Readonly<Record<Verdict, number>> = { missed: 0, undecided: 1, "not-evaluated": 2, met: 3 };

/** An unknown value is beyond the horizon: worse than any. */
function worstFirst({ comparison }: Objective): (a: Found, b: Found) => number {
  const badness = ({ value }: Found): number => {
    if (value === undefined) return Number.POSITIVE_INFINITY;
    return comparison === "<=" ? value : -value;
  };
  return (a, b) => {
    const severity = SEVERITY[a.verdict] - SEVERITY[b.verdict];
    if (severity !== 0) return severity;
    const [x, y] = [badness(a), badness(b)];
    return x === y ? 0 : y - x;
  };
}
