// The options of compare, as commander knows them.
import type { Command } from "commander";
import { compare } from "./commands/compare.ts";
import { openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { DEFAULT_YEARS, withRunOptions, years } from "./options.ts";

export function addCompare(twinsite: Command, done: (code: ExitCode) => void): void {
  withRunOptions(
    twinsite
      .command("compare <old> [new]")
      .description("two scenarios or results, paired on the same seeds; with one, what --set changes in it"),
  )
    .option("--outlook", "over the years, instead of each disruption on its own")
    .option("--years <number>", `of an outlook; ${DEFAULT_YEARS} if absent`, years)
    .option("--metric <name...>", "only these, with all their scopes: rtoAchievedSeconds")
    .option("--all", "every metric, also where nothing differs")
    .option("--out <folder>", "write the document and the report")
    .action(async (old, next, options) => done(await compare(old, next, options, openConsole(options))));
}
