// Conducts a study: many designs, one inquiry each, all their units through one executor. What the store has is not
// done again.
import type { Cancellation, Executor, JobFailure } from "../executor.ts";
import type { Design, Hash } from "./design.ts";
import type { Inquiry } from "./inquiry.ts";
import type { ResultStore } from "./result-store.ts";
import { type Unit, unitKey } from "./unit.ts";

export interface Part {
  readonly design: Design;
  readonly inquiry: Inquiry;
}

export interface Conducted {
  /** Units that were done now, and those that the store had. */
  readonly done: number;
  readonly known: number;
  readonly failure?: JobFailure<Unit>;
}

export interface Conductor {
  readonly executor: Executor;
  readonly store: ResultStore;
  readonly hash: Hash;
  readonly cancellation: Cancellation;
  readonly progress?: (finished: number, planned: number) => void;
}

/** Resolves when every inquiry has taken all that there will be. */
export async function conduct(parts: readonly Part[], conductor: Conductor): Promise<Conducted> {
  const { executor, store, hash, cancellation } = conductor;
  const wanted = parts.flatMap(({ design, inquiry }) =>
    inquiry.jobs.map((job, index) => {
      const unit: Unit = { question: "unit", design, job };
      return { unit, inquiry, index, key: unitKey(unit, hash) };
    }),
  );
  const missing = wanted.filter(({ key, inquiry, index }) => {
    const known = store.get(key);
    if (known) inquiry.take(index, known);
    return known === undefined;
  });
  const known = wanted.length - missing.length;
  let done = 0;
  conductor.progress?.(known, wanted.length);
  const failure = await executor.run(
    missing.map(({ unit }) => unit),
    (i, result) => {
      const { key, inquiry, index } = missing[i] as (typeof missing)[number];
      store.put(key, result);
      inquiry.take(index, result);
      done++;
      conductor.progress?.(known + done, wanted.length);
    },
    cancellation,
  );
  store.flush();
  return { done, known, ...(failure && { failure }) };
}
