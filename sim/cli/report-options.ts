// The options of `report`. The command is loaded when it is asked for: it brings the charts with it.
import type { Command } from "commander";
import { openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { withCommonOptions } from "./options.ts";

export function addReport(twinsite: Command, done: (code: ExitCode) => void): void {
  withCommonOptions(
    twinsite
      .command("report <results...>")
      .description(
        "stored results as documents; Markdown on stdout if nothing is asked for; - is stdout, or stdin",
      ),
  )
    .option("--md <file>", "Markdown")
    .option("--summary <file>", "append Markdown, as much as a CI step may have: $GITHUB_STEP_SUMMARY")
    .option("--html <file>", "the whole page with the results in it, one file; asks for nothing else")
    .option("--html-plain <file>", "a document with charts, without scripts, for a browser and for paper")
    .option("--csv <file>", "every estimate, one a row")
    .option("--values-csv <file>", "the values of every run, where they were kept")
    .option("--junit <file>", "objectives as test cases; what is undecided is skipped, with its reason")
    .option("--svg <folder>", "every chart, a file each")
    .option("--png <folder>", "the same as pictures; needs the package @resvg/resvg-js")
    .action(async (paths, options) => {
      const { report } = await import("./commands/report.ts");
      done(await report(paths, options, openConsole(options)));
    });
}
