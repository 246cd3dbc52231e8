// Options of everything that runs a study: what is kept of it, and which share of it is done here.
import { type Command, InvalidArgumentError } from "commander";
import type { Shard } from "../index.ts";

export interface StudyCommandOptions {
  readonly out?: string;
  readonly resume?: boolean;
  readonly shard?: Shard;
}

export const withStudyOptions = (command: Command): Command =>
  command
    .option("--resume", "go on from what an earlier command has left in the folder of --out")
    .option("--shard <i/n>", "only the i-th of n shares, into a part for twinsite merge: 2/3", shardOf);

const MOST_SHARDS = 10_000;

function shardOf(value: string): Shard {
  const [, number = 0, of = 0] = (/^(\d+)\/(\d+)$/.exec(value) ?? []).map(Number);
  if (number >= 1 && number <= of && of <= MOST_SHARDS) return { number, of };
  const isSwapped = of >= 1 && number > of;
  const meant = isSwapped ? ` Did you mean ${of}/${number}?` : "";
  throw new InvalidArgumentError(`Write it as i/n, from 1/n to n/n: 2/3.${meant}`);
}
