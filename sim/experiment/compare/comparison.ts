// The document of a comparison, `twinsite/compare/v1`: two designs on the same seeds, metric by metric. A field that
// cannot be known is absent.
import type { MetricUnit } from "../../metrics/metric.ts";
import type { Estimate } from "../../statistics/estimate.ts";
import type { Resolution } from "../result.ts";
import type { ScenarioChange } from "./scenario-change.ts";

export const COMPARE_SCHEMA = "twinsite/compare/v1";

export interface Comparison {
  readonly schema: typeof COMPARE_SCHEMA;
  readonly engine: { readonly version: string };
  readonly question: "drill" | "outlook";
  readonly resolution: Resolution;
  readonly seed: string;
  /** Pairs of runs. */
  readonly replications: number;
  readonly old: ComparedDesign;
  readonly new: ComparedDesign;
  /** Absent where a stored result does not hold its scenario. */
  readonly changes?: readonly ScenarioChange[];
  /** In the order of the disruptions and metrics. */
  readonly rows: readonly ComparisonRow[];
  /** What only one of them has: a disruption, or `metric for disruption` where they share the disruption. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  /** The pair of runs with the largest difference for its row. */
  readonly largest?: LargestDifference;
}

export interface ComparedDesign {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  readonly sha256: string;
  readonly fingerprint: string;
}

/** Same: equal in every run. Indistinguishable: what differs may be chance. */
export type ComparisonWord = "same" | "indistinguishable" | "better" | "worse";

export interface ComparisonRow {
  /** With its @scope. */
  readonly metric: string;
  /** "" = while nothing breaks, or over the years. */
  readonly disruption: string;
  readonly unit: MetricUnit;
  readonly better: "lower" | "higher";
  /** One of the metrics that the table of `run` shows. */
  readonly isHeadline: boolean;
  /** Of the new against the old. */
  readonly word: ComparisonWord;
  readonly old: Estimate;
  readonly new: Estimate;
  /** New less old, run by run: its mean where no run was given up, its typical size (Hodges-Lehmann). */
  readonly difference: {
    readonly mean?: number;
    readonly low?: number;
    readonly high?: number;
    readonly method?: string;
    readonly typical?: { readonly value: number; readonly low?: number; readonly high?: number };
  };
  /** Runs. */
  readonly pairs: number;
  readonly worse: number;
  readonly improved: number;
  /** Of the signed-rank and the sign test the smaller, after Holm over all rows. */
  readonly p: number;
  readonly extreme: { readonly replication: number; readonly old?: number; readonly new?: number };
}

export interface LargestDifference {
  readonly metric: string;
  readonly disruption: string;
  readonly replication: number;
  readonly old?: number;
  readonly new?: number;
}
