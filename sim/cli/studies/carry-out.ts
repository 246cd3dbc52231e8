// Carries a study out, all of it or a share: finished units are kept in a journal, the result files are written once
// there is nothing left to do.
import {
  planUnits,
  type ResultStore,
  type Shard,
  type StudyPart,
  studyDigest,
  unitsOf,
} from "../../index.ts";
import type { Console } from "../console.ts";
import { type ExitCode, worstOf } from "../exit-code.ts";
import { listenForInterruption } from "../interruption.ts";
import { sha256 } from "../sha256.ts";
import { UsageError } from "../stops.ts";
import { openStore } from "../store/open-store.ts";
import { writePart } from "../store/part.ts";
import { codesOf, isComplete, runStudy, runUnits, type StudyOutcome } from "../study.ts";
import { type PoolOptions, workerPool } from "../worker-pool.ts";
import type { Showing, StudyDescription, StudyKind } from "./study-kind.ts";
import { failedUnit, lostUnitText } from "./unit-words.ts";

export interface CarryOutOptions extends Omit<Showing, "console"> {
  /** Threads. */
  readonly jobs: number;
  readonly resume?: boolean;
  /** Only this share, into a part. */
  readonly shard?: Shard;
  readonly pool?: PoolOptions;
}

/** Throws InvalidScenario, JobFailedError, IncompleteError, UsageError. */
export async function carryOut<D extends StudyDescription, P extends StudyPart>(
  kind: StudyKind<D, P>,
  description: D,
  options: CarryOutOptions,
  console: Console,
): Promise<ExitCode> {
  const { shard, out, resume = false } = options;
  const parts = kind.parts(description);
  const plan = planUnits(parts, sha256);
  if (shard && out === undefined) throw new UsageError("--shard needs --out: the folder of its part");
  const suffix = shard && `${shard.number}-of-${shard.of}`;
  const store = openStore({ resume, ...(out && { out }), ...(suffix && { suffix }) }, console);
  try {
    const { measure } = kind;
    const own = shard ? unitsOf(plan, shard) : plan;
    const outcome = await runUnits(own, { ...options, store, ...(measure && { measure }) }, console);
    tell(outcome, description, console);
    if (resume) console.note(`${outcome.known} units were there, ${outcome.done} were done now`);
    let ended: Ended = { codes: codesOf(outcome), isComplete: isComplete(outcome) };
    if (!shard) {
      const whole = await finishAndConclude(
        { kind, description, parts },
        { ...options, store, outcome },
        console,
      );
      ended = { codes: [...ended.codes, ...whole.codes], isComplete: ended.isComplete && whole.isComplete };
    } else if (ended.isComplete) {
      const study = studyDigest(description, plan, sha256);
      const about = { study, shard, units: plan.length, description };
      const file = writePart(out as string, { about, keys: own.map(({ key }) => key), store });
      const document = { schema: "twinsite/part/v1", file, shard, study, units: own.length, of: plan.length };
      if (options.json) console.json(document);
      else
        console.result(
          `shard ${shard.number} of ${shard.of}: ${own.length} of ${plan.length} units in ${file}\n`,
        );
    }
    if (ended.isComplete) store.discard();
    else if (out !== undefined) console.note("what is finished is kept: --resume goes on from there");
    return worstOf(ended.codes);
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
  { kind, description, parts }: { kind: StudyKind<D, P>; description: D; parts: readonly P[] },
  options: Pick<CarryOutOptions, "jobs" | "out" | "json" | "strict" | "pool"> & {
    readonly store: ResultStore;
    readonly outcome: StudyOutcome;
  },
  console: Console,
): Promise<Ended> {
  const { outcome, jobs, store, pool } = options;
  const further: StudyOutcome[] = [];
  const interruption = listenForInterruption();
  if (isComplete(outcome)) {
    await kind
      .finish?.(description, parts, {
        async ask(asked) {
          const answered = await runStudy(asked, { jobs, store, ...(pool && { pool }) }, console);
          tell(answered, description, console);
          further.push(answered);
          return answered;
        },
        executor: (setup) => workerPool(setup, jobs, interruption.signal, pool),
        cancellation: interruption.signal,
      })
      .finally(interruption.stopListening);
  }
  interruption.stopListening();
  const interrupted = interruption.code();
  return {
    codes: [
      ...kind.conclude(description, parts, { ...options, console }),
      ...further.flatMap(codesOf),
      ...(interrupted === undefined ? [] : [interrupted]),
    ],
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
