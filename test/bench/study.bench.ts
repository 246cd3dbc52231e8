// Studies over threads: what a unit costs besides its simulation, journal included, and what a second thread brings.

import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sha256 } from "../../sim/cli/sha256.ts";
import { openJournal } from "../../sim/cli/store/journal.ts";
import { workerPool } from "../../sim/cli/worker-pool.ts";
import {
  conduct,
  type Executor,
  inProcessExecutor,
  inquire,
  memoryStore,
  openDesign,
  type ResultStore,
  type StudyPart,
} from "../../sim/index.ts";
import { TINY } from "../execution/tiny.ts";
import type { Bench } from "./contest.ts";

const UNITS = 2000;
const ROUNDS = 5;
const { signal } = new AbortController();

/** `units` of `runs` runs each. */
function partsOf(units: number, runs: number): StudyPart[] {
  const { design, scenario, diagnostics } = openDesign(TINY, { file: "tiny.yaml" }, sha256);
  if (!design || !scenario) throw new Error(JSON.stringify(diagnostics));
  const question = { question: "drill", years: 0, resolution: "fluid" } as const;
  // A drill of 10 has units of 1 run, one of 640 has 64 units of 10.
  const [perPart, replications] = runs === 1 ? [10, 10] : [64, 640];
  return Array.from({ length: units / perPart }, (_, i) => ({
    design,
    inquiry: inquire({ design, scenario, diagnostics }, { ...question, seed: `${i}`, replications }),
  }));
}

const done = async (
  parts: StudyPart[],
  executor: Executor,
  store: ResultStore = memoryStore(),
): Promise<void> => void (await conduct(parts, { executor, store, hash: sha256, cancellation: signal }));

const threads = (count: number): Executor => workerPool(undefined, count, signal);

async function cpuMillis(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Milliseconds of CPU of a unit, besides its simulation. */
async function overhead(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "twinsite-bench-"));
  const journal = openJournal(join(folder, "journal"));
  try {
    await done(partsOf(200, 1), inProcessExecutor());
    const alone = await cpuMillis(() => done(partsOf(UNITS, 1), inProcessExecutor()));
    // A thread begins cold: it loads the program and simulates slowly at first.
    const cold = await cpuMillis(() => done(partsOf(200, 1), threads(1)));
    const all = await cpuMillis(() => done(partsOf(UNITS + 200, 1), threads(1), journal));
    return (all - cold - alone) / UNITS;
  } finally {
    journal.close();
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds on the clock. */
async function clock(units: number, count: number): Promise<number> {
  const begin = performance.now();
  await done(partsOf(units, 10), threads(count));
  return performance.now() - begin;
}

/**
 * Two threads with all of the work beside two processes with half of it each, at the same time: whatever else the
 * machine does, it does to both. Two threads that gain as much as two processes count as 2. Medians of rounds.
 */
async function speedUp(): Promise<number> {
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [two, ...halves] = await Promise.all([started("two"), started("half"), started("half")]);
    ratios.push((2 * Math.max(...halves)) / two);
  }
  return ratios.toSorted((a, b) => a - b)[ROUNDS >> 1] as number;
}

const started = async (which: string): Promise<number> =>
  Number((await promisify(execFile)(process.execPath, [import.meta.filename, which])).stdout);

const inOwnProcess = (which: string) => (): number =>
  Number(execFileSync(process.execPath, [import.meta.filename, which], { encoding: "utf8" }).trim());

export const studies: Bench = {
  title: "Studies over threads",
  contests: [],
  figures: [
    {
      name: "a unit besides its simulation, journal included",
      unit: "ms",
      most: 1,
      measure: inOwnProcess("overhead"),
    },
    { name: "two threads over one", unit: "times", least: 1.7, measure: inOwnProcess("speed-up") },
  ],
};

const UNITS_OF_TEN = 192;
const asked: Readonly<Record<string, () => Promise<number>>> = {
  overhead,
  two: () => clock(UNITS_OF_TEN, 2),
  half: () => clock(UNITS_OF_TEN / 2, 1),
  "speed-up": speedUp,
};
const answer = asked[process.argv[2] ?? ""];
if (answer) console.log((await answer()).toFixed(3));
