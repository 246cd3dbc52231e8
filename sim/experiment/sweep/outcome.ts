// What a sweep keeps of the answer about one design.
import type { ObjectiveResult, Verdict } from "../result.ts";
import type { Answer } from "../study/inquiry.ts";
import { type PairableSample, sampleName } from "../study/sample.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { type Measure, type MeasuredValue, measuredIn } from "./measure.ts";

export interface Outcome {
  readonly fingerprint: string;
  readonly replications: number;
  /** By measure. */
  readonly values: readonly MeasuredValue[];
  /** Of the metrics that are measured, in every disruption, by name. */
  readonly samples: ReadonlyMap<string, PairableSample>;
  readonly objectives: readonly ObjectiveResult[];
}

export function outcomeOf({ result, samples }: Answer, measures: readonly Measure[]): Outcome {
  const wanted = new Set(measures.map(({ metric }) => metric));
  const kept = samples.filter(({ metric }) => wanted.has(metric));
  return {
    fingerprint: result.fingerprint,
    replications: result.replications,
    values: measures.map((measure) => measuredIn(result, measure)),
    samples: new Map(kept.map((sample) => [sampleName(sample), sample])),
    objectives: result.objectives,
  };
}

/**
 * Of `own` minus `base`, in the disruption of the measure, or else in the one that is worst for the base: it is the
 * same for all that are compared with it.
 */
export function pairedDifference(
  { base, own, measure, at }: { base: Outcome; own: Outcome; measure: Measure; at: number },
  confidence?: number,
): Difference | undefined {
  const disruption = measure.disruption ?? base.values[at]?.disruption ?? "";
  const name = sampleName({ metric: measure.metric, disruption });
  return differenceOf(base.samples.get(name), own.samples.get(name), confidence);
}

/** Of all objectives together; those that were not evaluated do not count, and alone they decide nothing. */
export function verdictOf(objectives: readonly ObjectiveResult[]): Verdict {
  const has = (verdict: Verdict): boolean => objectives.some((objective) => objective.verdict === verdict);
  if (has("missed")) return "missed";
  if (has("undecided")) return "undecided";
  return has("met") ? "met" : "not-evaluated";
}
