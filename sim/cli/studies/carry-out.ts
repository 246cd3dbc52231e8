// Carries a study out, all of it or a share: finished units are kept in a journal, the result files are written once
// there is nothing left to do.
import {
  planUnits,
  type ResultStore,
  type Shard,
  type StudyPart,
  unitsOf,
  type WorkerSetup,
} from "../../index.ts";
import type { Console } from "../console.ts";
import { type ExitCode, worstOf } from "../exit-code.ts";
import { listenForInterruption } from "../interruption.ts";
import { sha256 } from "../sha256.ts";
import { UsageError } from "../stops.ts";
import { openStore } from "../store/open-store.ts";
import { codesOf, isComplete, runStudy, runUnits, type StudyOutcome } from "../study.ts";
import { type PoolOptions, workerPool } from "../worker-pool.ts";
import { concludeShard } from "./conclude-shard.ts";
import type { Showing, StudyDescription, StudyKind } from "./study-kind.ts";
import { failedUnit, lostUnitText } from "./unit-words.ts";

export interface CarryOutOptions extends Omit<Showing, "console"> {
  /** Threads. */
  readonly jobs: number;
  readonly resume?: boolean;
  /** Only this share, into a part. */
  readonly shard?: Shard;
  /** A thread that is at one unit for longer counts as dead, ms. */
  readonly patience?: number;
  readonly pool?: PoolOptions;
  /** Workers elsewhere do the units. */
  readonly queue?: string;
}

/** A kind of study and what it is asked. */
export interface Study<D extends StudyDescription, P extends StudyPart> {
  readonly kind: StudyKind<D, P>;
  readonly description: D;
  readonly parts: readonly P[];
}

/** Throws InvalidScenario, JobFailedError, IncompleteError, UsageError. */
export async function carryOut<D extends StudyDescription, P extends StudyPart>(
  kind: StudyKind<D, P>,
  description: D,
  options: CarryOutOptions,
  console: Console,
): Promise<ExitCode> {
  const { shard, out, resume = false } = options;
  if (shard && out === undefined) throw new UsageError("--shard needs --out: the folder of its part");
  const parts = kind.parts(description);
  const plan = planUnits(parts, sha256);
  const own = shard ? unitsOf(plan, shard) : plan;
  const suffix = shard && `${shard.number}-of-${shard.of}`;
  const store = openStore({ resume, ...(out !== undefined && { out }), ...(suffix && { suffix }) }, console);
  try {
    const { measure } = kind;
    const { patience } = options;
    const pool = {
      ...kind.pool,
      ...(patience !== undefined && { patienceMillis: patience }),
      ...options.pool,
    };
    const outcome = await runUnits(own, { ...options, pool, store, ...(measure && { measure }) }, console);
    tell(outcome, description, console);
    if (resume) console.note(`${outcome.known} units were there, ${outcome.done} were done now`);
    let ended: Ended = { codes: [], isComplete: true };
    if (!shard || out === undefined)
      ended = await finishAndConclude(
        { kind, description, parts },
        { ...options, pool, store, outcome },
        console,
      );
    else concludeShard({ description, shard, plan, own, outcome, store }, out, { ...options, console });
    if (ended.isComplete && isComplete(outcome)) store.discard();
    else if (out !== undefined) console.note("what is finished is kept: --resume goes on from there");
    return worstOf([...codesOf(outcome), ...ended.codes]);
  } finally {
    store.close();
  }
}

interface Ended {
  readonly codes: readonly ExitCode[];
  readonly isComplete: boolean;
}

/** What follows once the units are there, or as many as there will be. */
export async function finishAndConclude<D extends StudyDescription, P extends StudyPart>(
  { kind, description, parts }: Study<D, P>,
  options: Pick<CarryOutOptions, "jobs" | "out" | "json" | "strict" | "pool" | "queue"> & {
    readonly store: ResultStore;
    readonly outcome: StudyOutcome;
  },
  console: Console,
): Promise<Ended> {
  const { outcome, jobs, store, pool, queue } = options;
  const further: StudyOutcome[] = [];
  const interruption = listenForInterruption();
  const means = {
    async ask(asked: readonly StudyPart[]) {
      const answered = await runStudy(
        asked,
        { jobs, store, ...(pool && { pool }), ...(queue !== undefined && { queue }) },
        console,
      );
      tell(answered, description, console);
      further.push(answered);
      return answered;
    },
    executor: (setup: WorkerSetup) => workerPool(setup, jobs, interruption.signal, pool),
    cancellation: interruption.signal,
  };
  try {
    if (isComplete(outcome)) await kind.finish?.(description, parts, means);
  } finally {
    interruption.stopListening();
  }
  const interrupted = interruption.code();
  const verdicts = kind.conclude(description, parts, { ...options, console });
  return {
    codes: [...verdicts, ...further.flatMap(codesOf), ...(interrupted === undefined ? [] : [interrupted])],
    isComplete: further.every(isComplete) && interrupted === undefined,
  };
}

/** Names what nobody could do. Throws JobFailedError for our mistakes. */
function tell({ failure, lost }: StudyOutcome, { question }: StudyDescription, console: Console): void {
  if (failure) throw failedUnit(failure, question.years);
  for (const unit of lost) {
    console.complain(`${console.paintNote("red", "error")}: ${lostUnitText(unit, question.years)}`);
  }
}
