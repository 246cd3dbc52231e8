// The options of sweep, and their checks. What the texts mean to a scenario is read later (openSweep).
import { type Command, InvalidArgumentError } from "commander";
import { suggestion } from "../config/nearest.ts";
import type { AxisOption, WrittenAxis } from "../index.ts";
import { sweep } from "./commands/sweep.ts";
import { openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { DEFAULT_YEARS, type RunOptions, wholeUpTo, withRunOptions, years } from "./options.ts";
import { UsageError } from "./stops.ts";
import { type StudyCommandOptions, withStudyOptions } from "./study-options.ts";

export interface SweepOptions extends RunOptions, StudyCommandOptions {
  readonly grid?: readonly WrittenAxis[];
  readonly range?: readonly WrittenAxis[];
  readonly pair?: readonly WrittenAxis[];
  readonly sample?: number;
  readonly disruption: readonly string[];
  readonly outlook?: boolean;
  readonly years?: number;
  readonly pareto: readonly string[];
  readonly meetExpect?: boolean;
  readonly minimise?: string;
  readonly maximise?: string;
  readonly precision?: number;
  readonly most?: number;
  readonly best?: string;
  readonly indifference?: string;
  readonly confidence: number;
  readonly confirm?: number | "pareto";
  readonly yesIMean?: number;
}

export function addSweep(twinsite: Command, done: (code: ExitCode) => void): void {
  withStudyOptions(
    withRunOptions(
      twinsite
        .command("sweep <file>")
        .description(
          "a scenario at many settings, each paired with the scenario as it is; data as curves if not told otherwise",
        ),
    ),
  )
    .option(
      "--grid <path=a,b,…>",
      "an axis: these values; several axes give all combinations",
      axis("--grid"),
    )
    .option(
      "--range <path=a..b/n>",
      "an axis: n values from a to b; :log behind it for even ratios",
      axis("--range"),
    )
    .option("--pair <'p=a,b q=c,d'>", "an axis: paths that move together, in one word", axis("--pair"))
    .option("--sample <lhs:n>", "n points of a Latin hypercube instead of all combinations", lhs)
    .option("--disruption <name>", "only this one, repeatable", collect, [])
    .option("--outlook", "what the years bring, instead of each disruption on its own")
    .option("--years <number>", `of an outlook, for every point; ${DEFAULT_YEARS} if absent`, years)
    .option("--pareto <measures>", "what to weigh, by commas; absent: what expect: is about", measures, [])
    .option("--meet-expect", "only designs that surely meet every objective, for --minimise")
    .option("--minimise <measure>", "pick the design with the least of it")
    .option("--maximise <measure>", "… with the most of it")
    .option("--precision <percent>", "more replications until every value has this relative error", percent)
    .option(
      "--most <number>",
      "replications of one point at most (years of an outlook)",
      wholeUpTo(10_000_000),
    )
    .option("--best <measure>", "select the point with the best mean (Kim-Nelson)")
    .option("--indifference <quantity>", "a difference that does not matter to --best")
    .option("--confidence <percent>", "of --best; 95 % if absent", percent, 0.95)
    .option("--confirm <n>", "ask the best n, or the pareto set, again write by write", confirmed)
    .option("--yes-i-mean <units>", "how large the sweep may be, in units of work", wholeUpTo(1e9))
    .option("--out <folder>", "write the table, the document, NDJSON and Parquet")
    .argument("[more...]")
    .action(async (file, more, options) => {
      refuseMore(more);
      done(await sweep(file, options, openConsole(options)));
    });
}

const axis =
  (option: AxisOption) =>
  (text: string, sofar: readonly WrittenAxis[] = []): WrittenAxis[] => [...sofar, { option, text }];

const collect = (value: string, sofar: readonly string[]): string[] => [...sofar, value];

const measures = (value: string, sofar: readonly string[]): string[] => [
  ...sofar,
  ...value.split(",").map((each) => each.trim()),
];

function lhs(value: string): number {
  const match = /^lhs:(\d+)$/.exec(value);
  if (match && Number(match[1]) >= 2) return Number(match[1]);
  const hint = /^\d+$/.test(value) ? ` Did you mean lhs:${value}?` : "";
  throw new InvalidArgumentError(`Write it as lhs:200, with two samples or more.${hint}`);
}

/** `5 %`, `5%` or 0.05 → 0.05. */
export function percent(value: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(value.trim());
  const share = Number(match?.[1]) / (match?.[2] ? 100 : 1);
  if (match && share > 0 && share < 1) return share;
  const hint = match && share >= 1 && share < 100 ? ` Did you mean ${match[1]}%?` : "";
  throw new InvalidArgumentError(`It is between 0 and 100 %: 5%.${hint}`);
}

function confirmed(value: string): number | "pareto" {
  if (value === "pareto") return value;
  if (/^\d+$/.test(value) && Number(value) >= 1) return Number(value);
  const { length } = value;
  throw new InvalidArgumentError(
    length > 0 && !/^\d/.test(value)
      ? `It is a number of points, or pareto: ${suggestion(value, ["pareto"], "words")}.`
      : "It is a number of points, from 1, or pareto.",
  );
}

/** A pair without quotes falls apart in the shell. */
function refuseMore(more: readonly string[]): void {
  const [first] = more;
  if (first === undefined) return;
  const hint = first.includes("=")
    ? `a pair is one word for the shell: --pair '… ${first}'`
    : "sweep takes one scenario";
  throw new UsageError(`unexpected ${first}: ${hint}`);
}
