// run: every disruption of a scenario, replicated; the table, or with --json the document; with --out also files.
import type { Question } from "../../index.ts";
import type { Console } from "../console.ts";
import type { ExitCode } from "../exit-code.ts";
import { type RunOptions, sameAgain } from "../options.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";
import { carryOut } from "../studies/carry-out.ts";
import { drill } from "../studies/drill.ts";
import type { StudyCommandOptions } from "../study-options.ts";
import { outlook } from "./outlook.ts";

export interface RunCommandOptions extends RunOptions, StudyCommandOptions {
  readonly strict?: boolean;
  readonly outlook?: boolean;
  readonly years?: number;
  readonly zoom?: number;
  /** Per cent of the years, as is the next. */
  readonly rare?: number;
  readonly repairs?: number;
}

export async function run(file: string, options: RunCommandOptions, console: Console): Promise<ExitCode> {
  if (options.outlook) return outlook(file, options, console);
  if (options.years !== undefined) throw new UsageError("--years goes with --outlook");
  if (options.zoom !== undefined) throw new UsageError("--zoom goes with --outlook");
  if (options.rare !== undefined) throw new UsageError("--rare goes with --outlook");
  if (options.repairs !== undefined) throw new UsageError("--repairs goes with --outlook");
  const { design, scenario } = openScenario(file, options.set, console);
  const { seed = scenario.run.seed, replications = scenario.run.replications, resolution } = options;
  const question: Question = {
    question: "drill",
    seed,
    replications,
    years: 0,
    ...(resolution !== undefined && { resolution }),
  };
  const again = sameAgain(file, options);
  return carryOut(drill, { kind: "drill", name: scenario.name, again, question, design }, options, console);
}
