// The commands and their options, as commander knows them. Each command is one function in commands/.
import { type Command, Option, Command as Program } from "commander";
import { suggestion } from "../config/nearest.ts";
import { ENGINE_VERSION } from "../index.ts";
import { addCheck } from "./check-options.ts";
import { addCalibrate } from "./commands/calibrate.ts";
import { doctor } from "./commands/doctor.ts";
import { explain } from "./commands/explain.ts";
import { init } from "./commands/init.ts";
import { list } from "./commands/list.ts";
import { addMerge } from "./commands/merge.ts";
import { replay } from "./commands/replay.ts";
import { run } from "./commands/run.ts";
import { schema } from "./commands/schema.ts";
import { addScore } from "./commands/score.ts";
import { VALIDATE_FORMATS, validate } from "./commands/validate.ts";
import { addWorker } from "./commands/worker.ts";
import { addCompare } from "./compare-options.ts";
import { type Console, openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { LISTS } from "./lists.ts";
import {
  collectSets,
  DEFAULT_RARE,
  DEFAULT_YEARS,
  rareShare,
  wholeUpTo,
  withCommonOptions,
  withRunOptions,
  withScenarioOptions,
  years,
} from "./options.ts";
import { addReport } from "./report-options.ts";
import { addServe } from "./serve-options.ts";
import { addSolve } from "./solve-options.ts";
import { UsageError } from "./stops.ts";
import { withStudyOptions } from "./study-options.ts";
import { addSweep } from "./sweep-options.ts";

type Done = (code: ExitCode) => void;

/** `isJson`: usage errors become a document, so commander itself prints nothing. */
export function program(done: Done, isJson: boolean): Command {
  const twinsite = new Program("twinsite")
    .description("What is lost, and for how long it is down, when a two-city data centre breaks.")
    .version(ENGINE_VERSION)
    .showSuggestionAfterError()
    .showHelpAfterError("(see --help)")
    .configureOutput({ writeErr: () => {} })
    .exitOverride();
  addRunning(twinsite, done);
  addReport(twinsite, done);
  addServe(twinsite, done);
  addCompare(twinsite, done);
  addCheck(twinsite, done);
  addMerge(twinsite, done);
  addSweep(twinsite, done);
  addSolve(twinsite, done);
  addCalibrate(twinsite, done);
  addScore(twinsite, done);
  addKnowing(twinsite, done);
  addWorker(twinsite, done);
  for (const command of [twinsite, ...twinsite.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => {} });
    command.showSuggestionAfterError();
  }
  twinsite.usage("[options] [command]").argument("[command]").allowExcessArguments();
  twinsite.action((command?: string) => {
    if (command !== undefined) throw new UsageError(unknown(command, twinsite));
    if (isJson) throw new UsageError("no command");
    process.stdout.write(twinsite.helpInformation());
  });
  return twinsite;
}

function unknown(command: string, twinsite: Command): string {
  const known = twinsite.commands.map((each) => each.name());
  return `unknown command ${command}: ${suggestion(command, known, "commands")}`;
}

function addRunning(twinsite: Command, done: Done): void {
  withStudyOptions(
    withRunOptions(
      twinsite.command("run <file>").description("every disruption of a scenario, replicated; - reads stdin"),
    ),
  )
    .option("--outlook", "what the years bring, instead of each disruption on its own")
    .option("--years <number>", `of an outlook; ${DEFAULT_YEARS} if absent`, years)
    .option(
      "--zoom <windows>",
      "of an outlook: windows of single writes for each state, for latencies; 0 if absent, 20 is a good number",
      wholeUpTo(1000),
    )
    .option(
      "--rare <percent>",
      `of an outlook: so many years more, for incidents too rare to count; ${DEFAULT_RARE} if absent, 0 = none`,
      rareShare,
    )
    .option(
      "--repairs <percent>",
      "of an outlook: so many years more, for what slower repairs would cost; 0 if absent, 600 years for each cause",
      rareShare,
    )
    .option("--out <folder>", "write the report, the result document and the values of every run")
    .option("--strict", "undecided objectives count: exit code 6")
    .action(async (file, options) => done(await run(file, options, consoleFor(options))));
  withCommonOptions(
    twinsite.command("validate <paths...>").description("every mistake in scenario files, at once"),
  )
    .option("--set <path=value>", "change the scenario, repeatable", collectSets, [])
    .addOption(
      new Option("--format <name>", "text if absent; github adds annotations").choices(VALIDATE_FORMATS),
    )
    .action((paths, options) => done(validate(paths, options, consoleFor(options))));
  withScenarioOptions(twinsite.command("replay <file>").description("the event log of one replication"))
    .option("--disruption <name>", "which disruption; '' for none")
    .option("--outlook", "an incident of an outlook instead")
    .option("--years <number>", `of that outlook; ${DEFAULT_YEARS} if absent`, years)
    .option("--incident <number>", "which incident of the replication, from 1", wholeUpTo(100_000_000))
    .addOption(
      new Option(
        "--resolution <name>",
        "of that incident: fluid, as the outlook saw it, or every write; fluid if absent",
      ).choices(["transaction", "fluid"]),
    )
    .requiredOption("--replication <number>", "which replication, from 1", wholeUpTo(1_000_000))
    .option("--at <instant>", "only around this instant after the fault: 62.4s")
    .action((file, options) => done(replay(file, options, consoleFor(options))));
  withCommonOptions(twinsite.command("init [folder]").description("a commented scenario, ready to run"))
    .option("--template <name>", "which one: see twinsite init --template ?", "two-cities")
    .action((folder, options) => done(init(folder ?? ".", options, consoleFor(options))));
}

function addKnowing(twinsite: Command, done: Done): void {
  withCommonOptions(
    twinsite.command("list <what> [file]").description(`what can be written: ${LISTS.join(", ")}`),
  ).action((what, file, options) => done(list(what, file, options, consoleFor(options))));
  withRunOptions(
    twinsite
      .command("explain <subject>")
      .description("a diagnostic's code, a metric, a field of a scenario, or result.json#disruption"),
  ).action(async (subject, options) => done(await explain(subject, options, consoleFor(options))));
  withCommonOptions(twinsite.command("schema").description("JSON Schema of a scenario, for editors"))
    .option("--draft <version>", "2020-12 or 7", "2020-12")
    .action((options) => done(schema(options, consoleFor(options))));
  withCommonOptions(twinsite.command("doctor").description("what this machine has and lacks")).action(
    (options) => done(doctor(options, consoleFor(options))),
  );
}

const consoleFor = (options: { quiet?: boolean; color?: boolean }): Console => openConsole(options);
