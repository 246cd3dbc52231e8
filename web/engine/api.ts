// What the simulator in the worker can be asked. Everything that crosses is plain data.
import type {
  Comparison,
  Diagnostic,
  ExperimentResult,
  FieldInForce,
  Film,
  IncidentOrder,
  Job,
  OutlookResult,
  RunResult,
} from "../../sim/index.ts";
import type { WhatIfApi } from "./what-if-api.ts";

/** A scenario as texts. */
export interface Source {
  readonly name: string;
  readonly text: string;
  readonly attachments?: Readonly<Record<string, string>>;
  /** `path=value`, as --set takes it. */
  readonly overrides?: readonly string[];
}

export interface Described {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when the scenario has an error. */
  readonly title?: string;
  readonly question?: string;
  readonly seed?: string;
  readonly disruptions: readonly string[];
}

export interface DrillOrder {
  readonly source: Source;
  readonly replications: number;
  readonly seed?: string;
  readonly resolution?: "transaction" | "fluid";
}
export interface Drilled {
  readonly result: ExperimentResult;
  readonly runs: readonly RunResult[];
}

/** Years on the fluid plane. */
export interface OutlookOrder {
  readonly source: Source;
  readonly years: number;
  readonly seed?: string;
}

/** A stored drill with the values of its runs; `source` where the document holds its scenario. */
export interface ComparedDrill {
  readonly result: ExperimentResult;
  readonly runs: readonly RunResult[];
  readonly source?: Source;
}

export interface EngineApi extends WhatIfApi {
  describe(source: Source): Promise<Described>;
  /** The values that count at these paths of the scenario. */
  fields(source: Source, paths: readonly string[]): Promise<readonly FieldInForce[]>;
  film(source: Source, job: Job): Promise<Film>;
  /** Of an outlook; undefined = its replication has no incident of that number. */
  incident(source: Source, order: IncidentOrder): Promise<Film | undefined>;
  /** The very run, without watching it. */
  replay(source: Source, job: Job): Promise<RunResult>;
  /** The scenario with everything that presets and defaults fill in, as JSON. */
  expand(source: Source): Promise<string>;
  outlook(order: OutlookOrder, progress: (finished: number, planned: number) => void): Promise<OutlookResult>;
  /** New against old, run by run. */
  compare(old: ComparedDrill, next: ComparedDrill): Promise<Comparison>;
  drill(order: DrillOrder, progress: (finished: number, planned: number) => void): Promise<Drilled>;
}
