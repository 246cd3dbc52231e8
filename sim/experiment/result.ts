// The result document, `twinsite/result/v1`: what an experiment says, for people's tables and for programs alike.
// A field that cannot be known is absent, never null or NaN. Fields may be added; changing one needs a new version.
import type { Diagnostic } from "../config/diagnostic.ts";
import type { Resolution } from "../model/build.ts";
import type { Assumption } from "../scenario/scenario.ts";
import type { Estimate } from "../statistics/estimate.ts";
import type { TwoWorlds } from "./two-worlds.ts";

export const RESULT_SCHEMA = "twinsite/result/v1";

export interface ExperimentResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly engine: { readonly version: string };
  readonly scenario: ScenarioIdentity;
  readonly question: "drill";
  readonly resolution: Resolution;
  readonly seed: string;
  readonly replications: number;
  readonly simulatedSeconds: number;
  readonly events: number;
  readonly writes: number;
  /** Equal if and only if the runs were the same. */
  readonly fingerprint: string;
  readonly assumptions: {
    readonly unverified: number;
    readonly list: readonly Readonly<Assumption>[];
  };
  /** While nothing breaks. */
  readonly metrics: MetricEstimates;
  readonly disruptions: readonly DisruptionResult[];
  readonly objectives: readonly ObjectiveResult[];
  /** Where all votes lie in the two sites of a cluster: which drills are the two worlds that look the same. */
  readonly twoWorlds?: TwoWorlds;
  /** The file beside this one with the values of every replication. */
  readonly replicationValues?: string;
  /** Present when something is missing: how many of its runs are in here. */
  readonly partial?: PartialResult;
  readonly diagnostics: readonly Diagnostic[];
}

export type { Resolution };

export interface PartialResult {
  readonly finished: number;
  readonly planned: number;
  /** What nobody could do; absent if it was only interrupted. */
  readonly lost?: readonly LostReplications[];
}

export interface LostReplications {
  readonly first: number;
  readonly last: number;
  readonly why: string;
}

export const partialResult = (
  finished: number,
  planned: number,
  lost: readonly LostReplications[] = [],
): { readonly partial?: PartialResult } =>
  finished < planned ? { partial: { finished, planned, ...(lost.length > 0 && { lost }) } } : {};

export interface ScenarioIdentity {
  readonly name: string;
  readonly title: string;
  /** Of the text, its attachments and the overrides. */
  readonly sha256: string;
  /** With them the result can be had again from itself, where there are no attachments. */
  readonly text?: string;
  readonly overrides?: readonly string[];
}

export type MetricEstimates = Readonly<Record<string, Estimate>>;

export interface DisruptionResult {
  readonly name: string;
  readonly modelled: boolean;
  /** Why it is not modelled. */
  readonly reason?: string;
  readonly recovered: number;
  /** Runs that count: finished and modelled. */
  readonly replications: number;
  readonly metrics: MetricEstimates;
  /** Over the runs that recovered; their means add up to the mean outage of those. */
  readonly phases: readonly PhaseEstimate[];
  /** The phases of the very run at a quantile of the outage: percentiles of phases do not add, these do. */
  readonly atQuantiles: readonly RunAtQuantile[];
  readonly worst?: WorstRun;
}

export interface PhaseEstimate {
  readonly name: string;
  readonly setBy: string;
  readonly seconds: Estimate;
}

export interface RunAtQuantile {
  readonly p: number;
  readonly replication: number;
  readonly recovered: boolean;
  readonly rtoAchievedSeconds: number;
  readonly phases: readonly { readonly name: string; readonly setBy: string; readonly seconds: number }[];
}

/** The longest outage; those that never recovered first, then the greatest loss. */
export interface WorstRun {
  readonly replication: number;
  readonly recovered: boolean;
  readonly rpoAchievedSeconds?: number;
  readonly rtoAchievedSeconds?: number;
}

export type Verdict = "met" | "missed" | "undecided" | "not-evaluated";

export interface ObjectiveResult {
  readonly expression: string;
  readonly verdict: Verdict;
  /** Of the disruption that decided. */
  readonly value?: number;
  readonly low?: number;
  readonly high?: number;
  readonly unit?: string;
  readonly disruption?: string;
  /** Why it is undecided or not evaluated. */
  readonly reason?: string;
  /** The verdict in each disruption it was held against; "" = while nothing breaks. */
  readonly judged: readonly { readonly disruption: string; readonly verdict: Verdict }[];
}
