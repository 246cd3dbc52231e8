// What would change the verdict: the parameters that set the longest phases of bad runs. What sets a phase by ending
// the run, or by ending the fault, is not the reader's to choose.
import type { ExperimentResult } from "../../sim/index.ts";
import { worstFirst } from "./drill-rows.ts";

export interface Lever {
  /** Of the scenario: `failover.ttl`. */
  readonly path: string;
  readonly phase: string;
  readonly disruption: string;
  readonly seconds: number;
}

const isChosen = (setBy: string): boolean => setBy.includes(".") && !/^(run|disruptions)\./.test(setBy);

/** The longest first, those of disruptions that miss a target before all others; each parameter once. */
export function levers(result: ExperimentResult): Lever[] {
  const missed = new Set(
    result.objectives.flatMap(({ judged }) =>
      judged.flatMap(({ verdict, disruption }) => (verdict === "missed" ? [disruption] : [])),
    ),
  );
  const found = worstFirst(result).flatMap(({ name, atQuantiles }) =>
    (atQuantiles.at(-1)?.phases ?? [])
      .filter(({ setBy, seconds }) => isChosen(setBy) && seconds > 0)
      .map(({ name: phase, setBy, seconds }): Lever => ({ path: setBy, phase, disruption: name, seconds })),
  );
  const rank = ({ disruption }: Lever): number => (missed.has(disruption) ? 0 : 1);
  const sorted = found.sort((a, b) => rank(a) - rank(b) || b.seconds - a.seconds);
  return sorted.filter(({ path }, i) => sorted.findIndex((each) => each.path === path) === i);
}
