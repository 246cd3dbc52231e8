// What a study in the page asks of the simulator: what a scenario has that can be turned, runs of it in ranges, and the
// two sides of a comparison held together at one desk. Everything that crosses is plain data.
import type {
  Comparison,
  Diagnostic,
  ObjectiveResult,
  Resolution,
  RunResult,
  ScenarioChange,
  SweepResult,
  SweepTerms,
} from "../../sim/index.ts";
import type { Drilled, Source } from "./api.ts";

/** A value of the scenario that a slider, or a choice, moves. */
export interface Tunable {
  /** In the notation of --set: `links.carrier-1.rtt`. */
  readonly path: string;
  /** Which part of the scenario it belongs to. */
  readonly group: "Lines" | "Commit" | "Failover" | "Clients" | "Load";
  /** As a user writes it. */
  readonly value: string;
  /** What the schema says of it. */
  readonly about?: string;
  /** Of a slider: the ends, as a user writes them; even ratios between them where it is logarithmic. */
  readonly range?: { readonly low: string; readonly high: string; readonly isLogarithmic: boolean };
  /** Of a choice: all that this scenario can have there. */
  readonly options?: readonly string[];
  /** What stands around the value in an override: `{ mean: @, burst: 8 }`. */
  readonly wrap?: string;
}

/** Two scenarios on the desk; only the diagnostics where the new one has an error: what lay there stays. */
export interface Laid {
  /** Of the scenario as it might be. */
  readonly diagnostics: readonly Diagnostic[];
  readonly about?: {
    readonly title: string;
    readonly seed: string;
    readonly disruptions: readonly string[];
  };
  /** Replications, from the first on, that a side has already. */
  readonly counts?: Readonly<
    Record<SideName, Readonly<Record<Resolution, Readonly<Record<string, number>>>>>
  >;
  /** Both sides are the same experiment, and share their runs. */
  readonly isSame?: boolean;
}

/** What could stand at a place of a scenario's text. */
export interface Completion {
  /** Offset at which the word begins that is completed. */
  readonly from: number;
  readonly options: readonly {
    readonly label: string;
    readonly about?: string;
    readonly isKey: boolean;
  }[];
}

/** Replications of one disruption, one after another. */
export interface RunRange {
  readonly disruption: string;
  /** From 1. */
  readonly from: number;
  readonly count: number;
  readonly seed: string;
  readonly resolution: Resolution;
}

/** The scenario as it is, and as it might be. */
export type SideName = "before" | "after";

/** Both sides as far as they have come, at one resolution. */
export interface Paired {
  readonly resolution: Resolution;
  /** By disruption, "" = nothing breaks: replications that both sides have. */
  readonly replications: Readonly<Record<string, number>>;
  readonly comparison: Comparison;
  readonly before: readonly ObjectiveResult[];
  readonly after: readonly ObjectiveResult[];
}

/** Values of one metric in one disruption, ascending, apart from those that were not over at the horizon. */
export interface Sample {
  readonly values: readonly number[];
  readonly beyond: number;
}

export interface WhatIfApi {
  tunables(source: Source): Promise<readonly Tunable[]>;
  complete(text: string, offset: number): Promise<Completion>;
  runs(source: Source, range: RunRange): Promise<readonly RunResult[]>;

  /** Which two scenarios are compared; runs of a side whose scenario stays the same are kept. */
  lay(before: Source, after: Source, seed?: string): Promise<Laid>;
  take(side: SideName, resolution: Resolution, runs: readonly RunResult[]): Promise<void>;
  look(resolution: Resolution): Promise<Paired>;
  sample(side: SideName, resolution: Resolution, disruption: string, metric: string): Promise<Sample>;
  changes(): Promise<readonly ScenarioChange[]>;
  /** The result of the scenario as it might be, over the replications that every disruption has. */
  keep(): Promise<Drilled>;

  /** A unit of a sweep, and its result. */
  unit(unit: unknown): Promise<unknown>;
  /** `doUnit` does one of them, somewhere; `lanes` of them at a time. */
  sweep(
    terms: SweepTerms,
    lanes: number,
    doUnit: (unit: unknown) => Promise<unknown>,
    progress: (finished: number, planned: number) => void,
  ): Promise<SweepResult>;
}
