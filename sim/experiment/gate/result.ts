// The gate's document, `twinsite/check/v1`: for each scenario what changed in it, what that did to each metric, and
// how its objectives fare. A field that cannot be known is absent. Infinite values do not occur: a run that was never
// over says so.
import type { MetricUnit } from "../../metrics/metric.ts";
import type { ExtremePair } from "../compare/extreme.ts";
import type { ScenarioChange } from "../compare/scenario-change.ts";
import type { ObjectiveResult, Resolution } from "../result.ts";

export const CHECK_SCHEMA = "twinsite/check/v1";

export type GateVerdict =
  | "unchanged"
  | "equivalent"
  | "improved"
  | "regressed"
  | "inconclusive"
  | "not-comparable";

/** Worst first. */
export const VERDICTS_BY_WEIGHT: readonly GateVerdict[] = [
  "not-comparable",
  "regressed",
  "inconclusive",
  "improved",
  "equivalent",
  "unchanged",
];

export const worstVerdict = (verdicts: readonly GateVerdict[]): GateVerdict =>
  VERDICTS_BY_WEIGHT.find((verdict) => verdicts.includes(verdict)) ?? "unchanged";

export interface CheckResult {
  readonly schema: typeof CHECK_SCHEMA;
  readonly engine: { readonly version: string };
  /** The folder of baselines, as named. */
  readonly baseline: string;
  /** The worst of all scenarios. */
  readonly verdict: GateVerdict;
  readonly exitCode: number;
  readonly scenarios: readonly ScenarioCheck[];
}

export interface ScenarioCheck {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  /** The worst of its metrics; objectives are apart. */
  readonly verdict: GateVerdict;
  /** Why it is not comparable; or what the verdict rests on where that is not plain. */
  readonly reason?: string;
  readonly question: "drill" | "outlook";
  readonly resolution: Resolution;
  readonly seed: string;
  /** Runs of each disruption to begin with, and the most that any metric needed. */
  readonly replications: number;
  readonly replicationsMost: number;
  readonly fingerprint: string;
  /** The old scenario under today's engine gives other numbers than the baseline has. */
  readonly engineChanged: boolean;
  /** Of the scenario; what was written first, then what follows from it. */
  readonly changes: readonly (ScenarioChange & { readonly carries: boolean })[];
  /** What was compared and differs anywhere; worst verdict first, then the largest effect. */
  readonly metrics: readonly MetricCheck[];
  /** Metrics whose values are equal in every run. */
  readonly equalMetrics: number;
  /** In only one of the two: not judged. */
  readonly onlyOld: readonly string[];
  readonly onlyNew: readonly string[];
  readonly objectives: readonly ObjectiveCheck[];
}

export interface ObjectiveCheck extends ObjectiveResult {
  /** Where it is written. */
  readonly line: number;
  /** Runs it was judged on. */
  readonly replications: number;
}

export interface MetricCheck {
  /** With its @scope. */
  readonly metric: string;
  /** "" = while nothing breaks, or over the years. */
  readonly disruption: string;
  readonly unit: MetricUnit;
  readonly better: "lower" | "higher";
  readonly verdict: GateVerdict;
  /** Pairs of runs on the same random streams. */
  readonly pairs: number;
  readonly old: Spread;
  readonly new: Spread;
  /** Of the new over the old, run by run; the difference that is typical (Hodges-Lehmann). */
  readonly shift?: { readonly value: number; readonly low?: number; readonly high?: number };
  /** What is smaller than this, in the metric's unit, is no change. */
  readonly minimumEffect: number;
  /** Pairs that are worse, or better, by more than that, or in which something is lost where nothing was. */
  readonly worse: number;
  readonly improved: number;
  /** The smaller one of both tests, after Holm; what it was held against. */
  readonly p: number;
  readonly alpha: number;
  /** The run that is worst off against before; the largest change where none is. */
  readonly extreme: ExtremePair;
  /** Paths of the changes that carry it; empty where that is not known. */
  readonly carriedBy: readonly string[];
}

/** Of one side. A quantile among runs that were never over is absent. */
export interface Spread {
  readonly p50?: number;
  readonly p99?: number;
  /** Runs with anything: something lost, any outage. */
  readonly some: number;
  /** Runs that were never over, or of which nobody knows how much they lost. */
  readonly censored: number;
}
