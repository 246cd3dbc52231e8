// Options of everything that runs a study: what is kept of it, and which share of it is done here.
import { type Command, InvalidArgumentError } from "commander";
import type { Shard } from "../index.ts";
import { parseDuration } from "../quantity/text.ts";

export interface StudyCommandOptions {
  readonly out?: string;
  readonly resume?: boolean;
  readonly shard?: Shard;
  /** The URL of the queue whose workers do the units. */
  readonly queue?: string;
  /** Milliseconds. */
  readonly patience?: number;
}

export const withStudyOptions = (command: Command): Command =>
  command
    .option("--resume", "go on from what an earlier command has left in the folder of --out")
    // Not checked here: an error of commander's repeats the URL, and its password with it.
    .option(
      "--queue <url>",
      "workers on other machines do it: redis://:password@host:6379, or rediss:// for TLS",
    )
    .option("--shard <i/n>", "only the i-th of n shares, into a part for twinsite merge: 2/3", shardOf)
    .option(
      "--patience <time>",
      "a thread that is at one unit for longer counts as dead: 10min; for ever if absent",
      patienceOf,
    );

const MOST_SHARDS = 10_000;

function shardOf(value: string): Shard {
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (number >= 1 && number <= of && of <= MOST_SHARDS) return { number, of };
  const isSwapped = of >= 1 && number > of;
  const meant = isSwapped ? ` Did you mean ${of}/${number}?` : "";
  throw new InvalidArgumentError(`Write it as i/n, from 1/n to n/n: 2/3.${meant}`);
}

/** A thread takes a part of that to begin. */
const LEAST_MILLIS = 10_000;
/** Timers hold 31 bits of milliseconds. */
const LONGEST_MILLIS = 20 * 86_400_000;

function patienceOf(value: string): number {
  const reading = parseDuration(value);
  if (!reading.ok) throw new InvalidArgumentError(reading.problem);
  const millis = Math.round(reading.value / 1000);
  if (millis >= LEAST_MILLIS && millis <= LONGEST_MILLIS) return millis;
  throw new InvalidArgumentError("It is a time from 10 s to 20 days.");
}
