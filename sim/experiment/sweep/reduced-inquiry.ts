// An inquiry that keeps only what is wanted of its answer, as soon as it is complete: a sweep asks a thousand designs,
// and their runs do not fit into memory together. Where more may be asked of the same design later, results are
// remembered and not asked for again.
import { type Answer, type Inquiry, inquire, type Question, type Subject } from "../study/inquiry.ts";
import type { UnitResult } from "../study/unit.ts";

export interface ReducedInquiry<T> extends Inquiry {
  /** Undefined until every job has been taken. */
  outcome(): T | undefined;
}

/** By job, of one design. */
export type Remembered = Map<string, UnitResult>;

export function reducedInquiry<T>(
  subject: Subject,
  question: Question,
  reduce: (answer: Answer) => T,
  remembered?: Remembered,
): ReducedInquiry<T> {
  let whole: Inquiry | undefined = inquire(subject, question);
  let reduced: T | undefined;
  const all = whole.jobs;
  const left = new Set(all.keys());
  const take = (index: number, result: UnitResult): void => {
    if (!whole || !left.delete(index)) return;
    whole.take(index, result);
    remembered?.set(JSON.stringify(all[index]), result);
    if (left.size > 0) return;
    reduced = reduce(whole.answer());
    whole = undefined;
  };
  const asked = [...all.entries()].flatMap(([index, job]) => {
    const known = remembered?.get(JSON.stringify(job));
    if (!known) return [{ index, job }];
    take(index, known);
    return [];
  });
  return {
    jobs: asked.map(({ job }) => job),
    take: (index, result) => take(asked[index]?.index ?? -1, result),
    // What is lost leaves the design without an outcome.
    lose: () => {},
    answer: () => {
      if (!whole) throw new Error("the answer has been reduced to its outcome");
      return whole.answer();
    },
    outcome: () => reduced,
  };
}
