// What one replication says: plain data that crosses threads unchanged. One replication is one window of
// simulated time: a steady one in which nothing breaks, or one disruption from its injection until all is
// settled or the horizon.
import type { Resolution } from "../model/build.ts";
import type { Instant } from "../quantity/time.ts";
import type { SparseHistogram } from "../statistics/histogram.ts";

/** The name under which steady windows run. */
export const NOTHING_BREAKS = "";

/** One run to do. Everything random in it follows from seed and replication. */
export interface Job {
  readonly disruption: string;
  /** From 1. */
  readonly replication: number;
  readonly seed: string;
  /** How finely data is played; write by write if absent. */
  readonly resolution?: Resolution;
}

export interface RunPhase {
  readonly name: string;
  /** The parameter that decided how long it took: a path of the scenario. */
  readonly setBy: string;
  readonly micros: number;
}

export interface RunResult {
  /** "" = nothing breaks. */
  readonly disruption: string;
  readonly replication: number;
  /** Service was restored, or never lost, before the horizon. */
  readonly recovered: boolean;
  /** False: this disruption cannot be played here, for the `reason`. */
  readonly modelled: boolean;
  readonly reason?: string;
  /** Metric (with its @scope) → value in the metric's unit; absent = undefined for this run. */
  readonly values: Readonly<Record<string, number>>;
  /** Metrics whose value is a lower bound, reached at the horizon. */
  readonly censored: readonly string[];
  /** Their sum is the outage, to the microsecond. */
  readonly phases: readonly RunPhase[];
  /** Metric → one value per transaction of this window. */
  readonly histograms: Readonly<Record<string, SparseHistogram>>;
  readonly fingerprint: { readonly trajectory: string; readonly draws: string; readonly results: string };
  readonly simulatedMicros: number;
  readonly events: number;
  readonly writes: number;
}

/** One line of a replay. `cause` is the id of the event that led to this one. */
export interface LoggedEvent {
  readonly id: number;
  readonly at: Instant;
  readonly name: string;
  readonly subject: string;
  readonly text: string;
  readonly cause?: number;
}
