// Evidence → the part of the document that is about one scenario.
import { placesOf } from "../../scenario/places.ts";
import { quantileRank } from "../../statistics/quantile-interval.ts";
import { extremeOf } from "../compare/extreme.ts";
import { hasAny, type Pairs } from "../compare/pairing.ts";
import type { Differences } from "../compare/scenario-change.ts";
import type { Answer } from "../study/inquiry.ts";
import { sampleName } from "../study/sample.ts";
import type { JudgedObjective } from "./extend.ts";
import type { Inspected } from "./inspect.ts";
import { ALPHA, type Judged } from "./judge-change.ts";
import {
  type MetricCheck,
  type ObjectiveCheck,
  type ScenarioCheck,
  type Spread,
  VERDICTS_BY_WEIGHT,
  worstVerdict,
} from "./result.ts";

export interface Evidence {
  /** Every metric that both have. */
  readonly judged: readonly Judged[];
  /** By the name of a sample, the paths of the edits that carry its effect. */
  readonly carried: ReadonlyMap<string, readonly string[]>;
  readonly differences?: Differences;
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  readonly engineChanged: boolean;
  readonly reason?: string;
}

export interface Inspection {
  readonly inspected: Inspected;
  readonly answer: Answer;
  readonly objectives: readonly JudgedObjective[];
  readonly evidence: Evidence;
}

export function composeCheck({ inspected, answer, objectives, evidence }: Inspection): ScenarioCheck {
  const { judged, carried, differences, onlyOld, onlyNew, engineChanged, reason } = evidence;
  const differing = judged.filter(({ verdict }) => verdict !== "unchanged");
  const metrics = differing.map((each) => metricCheck(each, carried.get(sampleName(each.pairs)) ?? []));
  const carriers = new Set(metrics.flatMap(({ carriedBy }) => carriedBy));
  return {
    ...identityOf(inspected),
    verdict: worstVerdict(judged.map(({ verdict }) => verdict)),
    ...(reason !== undefined && { reason }),
    replicationsMost: Math.max(
      ...judged.map(({ pairs }) => pairs.differences.length),
      ...objectives.map(({ replications }) => replications),
      inspected.baseline.runs,
    ),
    fingerprint: answer.result.fingerprint,
    engineChanged,
    changes: (differences?.changes ?? []).map((change) => ({
      ...change,
      carries: carriers.has(change.path),
    })),
    metrics: metrics.sort(worstFirst),
    equalMetrics: judged.length - differing.length,
    onlyOld,
    onlyNew,
    objectives: objectives.map((each, i) => placed(each, i, inspected)),
  };
}

export const notComparable = (
  inspected: Inspected,
  reason: string,
  differences: Differences | undefined,
): ScenarioCheck => ({
  ...identityOf(inspected),
  verdict: "not-comparable",
  reason,
  replicationsMost: inspected.baseline.runs,
  fingerprint: inspected.baseline.fingerprint,
  engineChanged: false,
  changes: (differences?.changes ?? []).map((change) => ({ ...change, carries: false })),
  metrics: [],
  equalMetrics: 0,
  onlyOld: [],
  onlyNew: [],
  objectives: [],
});

function identityOf({ baseline, scenario, design }: Inspected) {
  const { question, resolution, seed, replications } = baseline;
  return {
    name: scenario.name,
    title: scenario.title,
    file: design.file,
    question,
    resolution,
    seed,
    replications,
  };
}

function placed(
  { objective, replications }: JudgedObjective,
  i: number,
  { design, scenario }: Inspected,
): ObjectiveCheck {
  const line = scenario.expect[i]?.line ?? placesOf(design.text, design)(["expect"]).line;
  return { ...objective, line, replications };
}

function metricCheck(
  { pairs, verdict, minimumEffect, worse, improved, p, shift }: Judged,
  carriedBy: readonly string[],
): MetricCheck {
  const { metric, disruption, unit, better, differences } = pairs;
  return {
    metric,
    disruption,
    unit,
    better,
    verdict,
    pairs: differences.length,
    old: spreadOf(pairs.old, pairs),
    new: spreadOf(pairs.new, pairs),
    ...(Number.isFinite(shift.value) && { shift: finite(shift) }),
    minimumEffect,
    worse,
    improved,
    p,
    alpha: ALPHA,
    extreme: extremeOf(pairs),
    carriedBy,
  };
}

function finite({ value, low, high }: Judged["shift"]): NonNullable<MetricCheck["shift"]> {
  return {
    value,
    ...(low !== undefined && Number.isFinite(low) && { low }),
    ...(high !== undefined && Number.isFinite(high) && { high }),
  };
}

function spreadOf(values: readonly number[], pairs: Pick<Pairs, "unit">): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (p: number): number => sorted[quantileRank(sorted.length, p) - 1] as number;
  const [p50, p99] = [at(0.5), at(0.99)];
  return {
    ...(Number.isFinite(p50) && { p50 }),
    ...(Number.isFinite(p99) && { p99 }),
    some: values.filter((value) => hasAny(value, pairs)).length,
    censored: values.filter((value) => !Number.isFinite(value)).length,
  };
}

/** By verdict; whole metrics before scoped ones; then by how many times the minimum effect it is. */
function worstFirst(a: MetricCheck, b: MetricCheck): number {
  const isScoped = ({ metric }: MetricCheck): number => (metric.includes("@") ? 1 : 0);
  const size = ({ shift, minimumEffect }: MetricCheck): number =>
    shift ? Math.abs(shift.value) / minimumEffect : Number.MAX_VALUE;
  return (
    VERDICTS_BY_WEIGHT.indexOf(a.verdict) - VERDICTS_BY_WEIGHT.indexOf(b.verdict) ||
    isScoped(a) - isScoped(b) ||
    size(b) - size(a)
  );
}
