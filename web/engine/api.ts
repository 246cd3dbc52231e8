// What the simulator in the worker can be asked. Everything that crosses is plain data.
import type { Diagnostic, ExperimentResult, FieldInForce, Film, Job, RunResult } from "../../sim/index.ts";

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

export interface EngineApi {
  describe(source: Source): Promise<Described>;
  /** The values that count at these paths of the scenario. */
  fields(source: Source, paths: readonly string[]): Promise<readonly FieldInForce[]>;
  film(source: Source, job: Job): Promise<Film>;
  drill(order: DrillOrder, progress: (finished: number, planned: number) => void): Promise<Drilled>;
}
