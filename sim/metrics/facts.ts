// What one run has shown, before it becomes metrics. Times in µs; Infinity = not by the end of the run.

import type { Loss } from "../cluster/loss.ts";
import type { Outage } from "./share-track.ts";

export interface RunFacts {
  readonly isDrill: boolean;
  /** When the disruption began; in a steady window, when measuring began. */
  readonly injectedAt: number;
  readonly endedAt: number;
  /** Up to this instant the run speaks, simulated or known not to change any more. */
  readonly horizon: number;
  readonly outage: Outage | undefined;
  readonly outage99: Outage | undefined;
  /** First instant after the begin of the outage at which anybody was served. */
  readonly firstWriteAt: number;
  /** Expected writes that met nobody, from the injection to the horizon, and all that were offered. */
  readonly unserved: number;
  readonly offered: number;
  readonly unreadable: number;
  readonly readsOffered: number;
  /** Writes per µs at the injection. */
  readonly rate: number;
  readonly loss: Loss;
  readonly hasFailedOver: boolean;
  readonly failovers: number;
  readonly duplicated: number;
  readonly overwritten: number | undefined;
  readonly conflicts: number | undefined;
  readonly unprotected: number;
  readonly isUnprotected: boolean;
  readonly split: number;
  /** Two nodes still took writes when the run ended. */
  readonly isSplit: boolean;
  /** A primary's disk was destroyed, and nobody had taken over when the run ended: at least this is lost. */
  readonly isGone: boolean;
  /** What becomes of what diverged; undefined = nobody says. */
  readonly repair?: Repair | undefined;
  /** µs, of all services; undefined = none of them ever gives up waiting. */
  readonly silentExposure: number | undefined;
  readonly isSilentlyExposed: boolean;
  /** undefined = everybody was back, or had never been away. */
  readonly redundantAgainAt: number | undefined;
  readonly restore: number | undefined;
  /** Answered in the steady window. */
  readonly answered: number | undefined;
  readonly lag: Sampled;
  readonly lagBytes: Sampled;
  readonly exposure: Sampled;
  readonly stale: Sampled;
  /** Of the busiest direction of each link. */
  readonly utilisation: ReadonlyMap<string, number>;
}

/** Of rows that only a replaced primary has: thrown away, or settled one by one by people. */
export type Repair =
  | { readonly kind: "discard" }
  | { readonly kind: "reconcile"; readonly perHour: number; readonly people: number };

export interface Sampled {
  readonly count: number;
  readonly mean: number | undefined;
  readonly max: number | undefined;
}
