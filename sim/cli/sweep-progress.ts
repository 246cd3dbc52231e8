// Has the units of a sweep done, phase by phase, and says how much there is: the base case is measured, the rest
// follows from it.
import { duration } from "../../reports/view/format.ts";
import type { Ask, JobFailure, OpenedSweep, SweepPhase, Unit } from "../index.ts";
import type { Console } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { runStudy } from "./study.ts";

export interface SweepAsker {
  readonly ask: Ask;
  readonly failure: JobFailure<Unit> | undefined;
  readonly interrupted: ExitCode | undefined;
}

const WORDS: Readonly<Record<SweepPhase, string>> = {
  base: "the base case",
  points: "the points",
  precision: "more replications, where a value is not precise enough",
  selection: "more replications of those that may be the best",
  confirmation: "write by write",
};

export function sweepAsker(
  { points, unitsOfPoint }: OpenedSweep,
  { jobs }: { readonly jobs: number },
  console: Console,
): SweepAsker {
  let failure: JobFailure<Unit> | undefined;
  let interrupted: ExitCode | undefined;
  let secondsOfUnit: number | undefined;
  const count = `${points.count.toLocaleString("en")} points${points.product === "" ? "" : ` (${points.product})`}`;
  console.note(`${count} and the base case, ${unitsOfPoint} units of work each`);
  const ask: Ask = async (parts, phase) => {
    const units = parts.reduce((sum, { inquiry }) => sum + inquiry.jobs.length, 0);
    if (phase !== "base") {
      const time = secondsOfUnit === undefined ? "" : `, about ${duration(units * secondsOfUnit)}`;
      console.note(
        `${WORDS[phase]}: ${units.toLocaleString("en")} units${phase === "confirmation" ? "" : time}`,
      );
    }
    const begin = Date.now();
    const outcome = await runStudy(parts, { jobs }, console);
    if (outcome.done > 0 && phase !== "confirmation")
      // As many threads as there are units do them at once; with more units all threads share them.
      secondsOfUnit = (((Date.now() - begin) / 1000) * Math.min(1, outcome.done / jobs)) / outcome.done;
    failure ??= outcome.failure;
    interrupted ??= outcome.interrupted as ExitCode | undefined;
    return outcome;
  };
  return {
    ask,
    get failure() {
      return failure;
    },
    get interrupted() {
      return interrupted;
    },
  };
}
