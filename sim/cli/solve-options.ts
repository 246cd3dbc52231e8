// The options of solve, and their checks.
import type { Command } from "commander";
import { solve } from "./commands/solve.ts";
import { openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { DEFAULT_YEARS, type RunOptions, withRunOptions, years } from "./options.ts";
import { type StudyCommandOptions, withStudyOptions } from "./study-options.ts";

export interface SolveOptions extends RunOptions, StudyCommandOptions {
  readonly for: string;
  readonly vary: string;
  readonly between?: string;
  readonly outlook?: boolean;
  readonly years?: number;
  readonly confirm: boolean;
}

export function addSolve(twinsite: Command, done: (code: ExitCode) => void): void {
  withStudyOptions(
    withRunOptions(
      twinsite
        .command("solve <file>")
        .description(
          "up to which value of one parameter an objective holds; data as curves if not told otherwise",
        ),
    ),
  )
    .requiredOption("--for <objective>", "as in expect:, like 'rtoAchieved p99 <= 60 s for site-loss'")
    .requiredOption("--vary <path>", "the parameter, like clients.east.redirect.ttl")
    .option("--between <a..b>", "where to look; absent: a 32nd to 32 times of what is written")
    .option("--outlook", "what the years bring, instead of a drill")
    .option("--years <number>", `of an outlook, at every value; ${DEFAULT_YEARS} if absent`, years)
    .option("--no-confirm", "do not ask the edges again write by write")
    .option("--out <folder>", "write the answer and the document")
    .action(async (file, options) => done(await solve(file, options, openConsole(options))));
}
