// An executor over machines: units go to workers by way of a queue, and what comes of them comes back by their keys.
// The store of the study is the truth, not the queue, which may forget everything at any instant.
import type { AnyJob, Executor, JobFailure, ResultOf, Unit } from "../../index.ts";
import type { Console } from "../console.ts";
import { IncompleteError } from "../stops.ts";
import { openBroker } from "./broker.ts";
import { QueueStudy } from "./queue-study.ts";

export const queueExecutor = (url: string, console: Console): Executor => ({
  async run<J extends AnyJob>(
    jobs: readonly J[],
    deliver: (index: number, result: ResultOf<J>) => void,
    cancellation: { readonly aborted: boolean },
    lose: (index: number, why: string) => void = refuse,
  ): Promise<JobFailure<J> | undefined> {
    const units = jobs.map(asUnit);
    if (units.length === 0) return undefined;
    const note = noteOver(console);
    const broker = await openBroker(url, note);
    try {
      // Units in, so results and failures of units out.
      const takers = { deliver: deliver as (index: number, result: ResultOf<Unit>) => void, lose };
      const failure = await new QueueStudy(broker, units, takers, note).conduct(cancellation);
      return failure as JobFailure<J> | undefined;
    } finally {
      broker.close();
    }
  },
});

function asUnit(job: AnyJob): Unit {
  if ("question" in job && job.question === "unit") return job;
  throw new Error("a queue takes units");
}

function refuse(_: number, why: string): never {
  throw new IncompleteError(`a unit was given up: ${why}`);
}

/** A line of its own, also where a progress bar stands. */
function noteOver(console: Console): (text: string) => void {
  const clear = process.stderr.isTTY ? "\r\u001b[K" : "";
  return (text) => console.note(clear + text);
}
