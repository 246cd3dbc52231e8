// A sweep made in the page: one worker knows what is asked and what is answered, others do its units.
import { proxy } from "comlink";
import type { SweepResult, SweepTerms } from "../../sim/index.ts";
import { lanesHere } from "./campaign.ts";
import { give, type Work } from "./client.ts";

export function sweep(
  terms: SweepTerms,
  progress: (finished: number, planned: number) => void,
): Work<SweepResult> {
  const units = new Set<Work<unknown>>();
  const doUnit = async (unit: unknown): Promise<unknown> => {
    const work = give(
      (engine) => engine.unit(unit),
      `${terms.file}, seed ${terms.seed ?? "of the scenario"}`,
    );
    units.add(work);
    try {
      return await work.result;
    } finally {
      units.delete(work);
    }
  };
  const whole = give(
    (engine, told) => engine.sweep(terms, lanesHere(), proxy(doUnit), told(progress)),
    `the sweep of ${terms.file}`,
  );
  return {
    result: whole.result,
    cancel() {
      whole.cancel();
      for (const work of units) work.cancel();
    },
  };
}
