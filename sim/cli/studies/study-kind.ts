// A kind of study: what it has to do and what the answers become, apart from who does the work and where. So one
// machine, a resumed one, and shards put together again write the same files.
import type { Cancellation, Executor, Question, StudyPart, Unit, WorkerSetup } from "../../index.ts";
import type { Console } from "../console.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Measure } from "../progress.ts";
import type { StudyOutcome } from "../study.ts";
import type { PoolOptions } from "../worker-pool.ts";

/** Plain JSON: with the results of its units, all that the result files follow from. It travels in parts. */
export interface StudyDescription {
  readonly kind: string;
  /** Begins the names of its files. */
  readonly name: string;
  /** Files and options that make the same numbers again, as one would type them. */
  readonly again: string;
  readonly question: Question;
}

export interface StudyKind<D extends StudyDescription, P extends StudyPart = StudyPart> {
  readonly kind: D["kind"];
  /** What progress is counted in; units if absent. */
  readonly measure?: { readonly unit: Measure; readonly weigh: (unit: Unit) => number };
  /** What its threads are like, where the usual ones do not suit it. */
  readonly pool?: PoolOptions;
  /** All that is known to be needed before anything has run; the units of shards are these. */
  parts(description: D): readonly P[];
  /** What only follows once all of these are answered; whoever has all of them does it. Throws JobFailedError. */
  finish?(description: D, parts: readonly P[], means: Means): Promise<void>;
  /** Writes the files and shows the result. The codes are those of its verdicts. */
  conclude(description: D, parts: readonly P[], showing: Showing): ExitCode[];
}

export interface Means {
  /** Further parts; they have taken their results when this resolves. */
  ask(parts: readonly StudyPart[]): Promise<StudyOutcome>;
  executor(setup: WorkerSetup): Executor;
  readonly cancellation: Cancellation;
}

/** Where and how a result is shown: it changes no number. */
export interface Showing {
  readonly out?: string;
  readonly json?: boolean;
  readonly strict?: boolean;
  readonly console: Console;
}
