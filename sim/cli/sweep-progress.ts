// Has the units of a sweep done, phase by phase, and says how much there is: the base case is measured, the rest
// follows from it.
import { duration } from "../../reports/view/format.ts";
import type { Ask, OpenedSweep, SweepPhase } from "../index.ts";
import type { Console } from "./console.ts";
import type { StudyAsker } from "./study-asker.ts";

const WORDS: Readonly<Record<SweepPhase, string>> = {
  base: "the base case",
  points: "the points",
  precision: "more replications, where a value is not precise enough",
  selection: "more replications of those that may be the best",
  confirmation: "write by write",
};

export function sweepAsk(
  { points, unitsOfPoint }: OpenedSweep,
  asker: StudyAsker,
  jobs: number,
  console: Console,
): Ask {
  let secondsOfUnit: number | undefined;
  const count = `${points.count.toLocaleString("en")} points${points.product === "" ? "" : ` (${points.product})`}`;
  console.note(`${count} and the base case, ${unitsOfPoint} units of work each`);
  return async (parts, phase) => {
    const units = parts.reduce((sum, { inquiry }) => sum + inquiry.jobs.length, 0);
    // Single writes take another time than curves.
    const isKnown = secondsOfUnit !== undefined && phase !== "base" && phase !== "confirmation";
    const time = isKnown ? `, about ${duration(units * (secondsOfUnit as number))}` : "";
    if (phase !== "base") console.note(`${WORDS[phase]}: ${units.toLocaleString("en")} units${time}`);
    const begin = Date.now();
    const outcome = await asker.ask(parts);
    // As many threads as there are units do them at once; with more units all threads share them.
    const share = Math.min(1, outcome.done / jobs);
    if (outcome.done > 0 && phase !== "confirmation")
      secondsOfUnit = (((Date.now() - begin) / 1000) * share) / outcome.done;
    return outcome;
  };
}
