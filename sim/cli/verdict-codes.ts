// What the objectives of a result mean for the exit code. Undecided ones only warn, unless asked to be strict.
import type { ExperimentResult } from "../index.ts";
import type { Console } from "./console.ts";
import { ExitCode } from "./exit-code.ts";

export function verdictCodes(
  { objectives }: Pick<ExperimentResult, "objectives">,
  isStrict: boolean,
  console: Console,
): ExitCode[] {
  const having = (verdict: string) => objectives.filter((objective) => objective.verdict === verdict);
  const [missed, undecided, open] = [having("missed"), having("undecided"), having("not-evaluated")];
  for (const { expression, reason, verdict } of [...undecided, ...open]) {
    const word = verdict === "undecided" ? "undecided" : "not evaluated";
    console.note(
      `${console.paintNote("yellow", "warning")}: ${word}: ${expression}${reason ? `: ${reason}` : ""}`,
    );
  }
  return [
    ...(missed.length > 0 ? [ExitCode.missed] : []),
    ...(isStrict && undecided.length > 0 ? [ExitCode.undecided] : []),
  ];
}
