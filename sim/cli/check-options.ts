// The options of check, as commander knows them.
import type { Command } from "commander";
import { check } from "./commands/check.ts";
import { openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { wholeUpTo, withRunOptions } from "./options.ts";

export function addCheck(twinsite: Command, done: (code: ExitCode) => void): void {
  withRunOptions(
    twinsite
      .command("check <paths...>")
      .description("the gate: scenarios against their baselines and objectives"),
  )
    .requiredOption("--baseline <folder>", "where the baselines are: one file a scenario")
    .option(
      "--accept",
      "what is now becomes the baseline, with -n, --seed and --resolution as given or as before",
    )
    .option("--selftest", "how often the gate raises a false alarm, from the stored runs")
    .option("--allow-undecided", "undecided is passed: no exit code 6")
    .option(
      "--most <number>",
      "runs of each disruption, at most, to decide what is undecided; 4 times the baseline's, at least 400, if absent",
      wholeUpTo(1_000_000),
    )
    .option("--junit <file>", "write the verdicts as JUnit XML")
    .option("--annotations", "annotations of GitHub Actions on stderr, on the lines that did it")
    .option("--summary <file>", "append a summary in Markdown: $GITHUB_STEP_SUMMARY")
    .action(async (paths, options) => done(await check(paths, options, openConsole(options))));
}
