// Options that several commands share, and their checks.
import { availableParallelism } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Resolution } from "../index.ts";

export interface CommonOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
}

export interface ScenarioOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly seed?: string;
}

export interface RunOptions extends ScenarioOptions {
  readonly replications?: number;
  readonly jobs: number;
  /** If absent: what the question calls for. */
  readonly resolution?: Resolution;
}

export const withCommonOptions = (command: Command): Command =>
  command
    .option("--json", "one document on stdout, whatever happens")
    .option("-q, --quiet", "no progress and no warnings on stderr")
    .option("--no-color", "no colours (NO_COLOR and FORCE_COLOR are heeded)");

export const withScenarioOptions = (command: Command): Command =>
  withCommonOptions(command)
    .option("--set <path=value>", "change the scenario, repeatable", collectSets, [])
    .option("--seed <text>", "another seed than the scenario's");

export const withJobs = (command: Command): Command =>
  command.option(
    "--jobs <number>",
    "threads; the result does not depend on it",
    wholeUpTo(1024),
    availableParallelism(),
  );

export const withRunOptions = (command: Command): Command =>
  withJobs(withScenarioOptions(command))
    .option("-n, --replications <number>", "runs of each disruption", wholeUpTo(1_000_000))
    .addOption(
      new Option(
        "--resolution <name>",
        "transaction: every write is simulated; fluid: data moves as curves, far faster",
      ).choices(["transaction", "fluid"]),
    );

export const collectSets = (value: string, sofar: readonly string[]): string[] => {
  if (!/^[^=\s]+=/.test(value))
    throw new InvalidArgumentError("Write it as path=value: links.carrier-1.rtt=40ms");
  return [...sofar, value];
};

export const wholeUpTo =
  (most: number) =>
  (value: string): number => {
    const number = Number(value);
    if (/^\d+$/.test(value) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
  };

const MOST_YEARS = 10_000_000;

/** Of an outlook. */
export const years = (value: string): number => {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number > 0 && number <= MOST_YEARS) return number;
  const hint = number > MOST_YEARS ? "; ten million years say nothing that one million do not" : "";
  throw new InvalidArgumentError(`It is a number of years, more than 0, at most ${MOST_YEARS}${hint}.`);
};
export const DEFAULT_YEARS = 1_000;

const MOST_RARE = 10_000;
/** Of an outlook, per cent of its years. */
export const rareShare = (value: string): number => {
  const number = Number(value);
  if (/^\d+(\.\d+)?$/.test(value) && number <= MOST_RARE) return number;
  throw new InvalidArgumentError(`It is a percentage of the years, from 0 to ${MOST_RARE}.`);
};
export const DEFAULT_RARE = 25;

/** The options that make the same runs again, as one would type them. */
export const sameAgain = (file: string, { set, seed }: ScenarioOptions): string =>
  [
    file,
    ...set.map((each) => `--set ${quoted(each)}`),
    ...(seed === undefined ? [] : [`--seed ${quoted(seed)}`]),
  ].join(" ");

export const quoted = (text: string): string =>
  /^[\w./=:@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

export const replayCommand = (again: string, disruption: string, replication: number): string =>
  `twinsite replay ${again} --disruption ${quoted(disruption)} --replication ${replication}`;

/** `incident` absent: the whole of a replication that failed. */
export const replayOutlookCommand = (
  again: string,
  own: { readonly years: number; readonly replication: number; readonly incident?: number },
): string =>
  `twinsite replay ${again} --outlook --years ${own.years} --replication ${own.replication} --incident ${own.incident ?? 1}`;
