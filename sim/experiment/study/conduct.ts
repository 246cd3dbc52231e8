// Conducts a study: many designs, one inquiry each, all their units through one executor. What the store has is not
// done again; what nobody can do is named, and the rest goes on.
import type { Cancellation, Executor, JobFailure } from "../executor.ts";
import type { Hash } from "./design.ts";
import { type Part, type PlannedUnit, planUnits } from "./plan.ts";
import type { ResultStore } from "./result-store.ts";
import type { Unit, UnitResult } from "./unit.ts";

/** A unit that took every worker down that tried it. */
export interface LostUnit {
  readonly unit: Unit;
  readonly why: string;
}

export interface Conducted {
  /** Units that were done now, and those that the store had. */
  readonly done: number;
  readonly known: number;
  /** In the order of the plan. */
  readonly lost: readonly LostUnit[];
  readonly failure?: JobFailure<Unit>;
}

export interface Conductor {
  readonly executor: Executor;
  readonly store: ResultStore;
  readonly hash: Hash;
  readonly cancellation: Cancellation;
  /** In units, or in what `weigh` says. */
  readonly progress?: (finished: number, planned: number) => void;
  readonly weigh?: (unit: Unit) => number;
}

/** Resolves when every inquiry has taken all that there will be. */
export const conduct = (parts: readonly Part[], conductor: Conductor): Promise<Conducted> =>
  conductUnits(planUnits(parts, conductor.hash), conductor);

/** Some units of a plan. */
export async function conductUnits(
  plan: readonly PlannedUnit[],
  { executor, store, cancellation, progress, weigh = () => 1 }: Omit<Conductor, "hash">,
): Promise<Conducted> {
  const planned = plan.reduce((sum, { unit }) => sum + weigh(unit), 0);
  let finished = 0;
  const take = ({ unit, takers }: PlannedUnit, result: UnitResult): void => {
    for (const { inquiry, index } of takers) inquiry.take(index, result);
    finished += weigh(unit);
  };
  const missing = plan.filter((each) => {
    const known = store.get(each.key);
    if (known) take(each, known);
    return known === undefined;
  });
  progress?.(finished, planned);
  let done = 0;
  const whyLost = new Map<number, string>();
  const failure = await executor.run(
    missing.map(({ unit }) => unit),
    (i, result) => {
      const each = missing[i] as PlannedUnit;
      store.put(each.key, result);
      take(each, result);
      done++;
      progress?.(finished, planned);
    },
    cancellation,
    (i, why) => {
      whyLost.set(i, why);
      for (const { inquiry, index } of (missing[i] as PlannedUnit).takers) inquiry.lose(index, why);
    },
  );
  store.flush();
  const lost = [...whyLost].sort(([a], [b]) => a - b);
  return {
    done,
    known: plan.length - missing.length,
    lost: lost.map(([i, why]) => ({ unit: (missing[i] as PlannedUnit).unit, why })),
    ...(failure && { failure }),
  };
}
