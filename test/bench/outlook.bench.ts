// Outlooks over years on the fluid plane: years per second of CPU and events per year of every shipped outlook, next to
// a bare loop over the same failures in the same process; what events do not grow with; memory after a long run; and a
// drill in both resolutions.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { runOutlookBlock } from "../../sim/experiment/run-outlook-block.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { sample } from "../../sim/kernel/sampling.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { failureProcesses } from "../../sim/scenario/failures.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import type { Bench, Figure } from "./contest.ts";

const folder = join(import.meta.dirname, "../../../scenarios");
const YEAR = 365 * 86_400e6; // µs
/** Of one replication. */
const YEARS = 20;
/** Seconds of CPU before anything is measured, until most of the code has been compiled; and of each round. */
const WARM = 6;
const ROUND = 1;
const ROUNDS = 5;
/** Bare failures are too quick to be measured once. */
const REPEATS = 20;

function load(name: string, ...overrides: readonly string[]): Scenario {
  const file = `${name}.yaml`;
  return loadScenarioOrThrow(readFileSync(join(folder, file), "utf8"), { file, overrides });
}

/** Events of one replication, and seconds of CPU. */
function play(scenario: Scenario, replication: number, years = YEARS): { steps: number; seconds: number } {
  const before = process.cpuUsage();
  const { replications } = runOutlookBlock(scenario, {
    question: "outlook",
    firstReplication: replication,
    replications: 1,
    years,
    seed: "bench",
    resolution: "fluid",
    inputDraws: 1,
  });
  const { user, system } = process.cpuUsage(before);
  return { steps: replications[0]?.steps ?? 0, seconds: (user + system) / 1e6 };
}

/** The least that anybody could do: every process fails and is repaired, and nothing follows from it. */
function bareFailures(scenario: Scenario): (replication: number) => number {
  const processes = failureProcesses(scenario);
  return (replication) => {
    const random = randomRoot("bare").replication(replication);
    let failures = 0;
    const streams = processes.map(({ draws }) => random.stream(`failures/${draws}`));
    const next = processes.map(({ up }, i) => sample(up, streams[i]!));
    const isDown = processes.map(() => false);
    for (;;) {
      let first = 0;
      for (let i = 1; i < next.length; i++) if (next[i]! < next[first]!) first = i;
      const now = next[first]!;
      if (now > YEARS * YEAR) return failures;
      if (!isDown[first]) failures++;
      const { up, repair } = processes[first]!;
      next[first] = now + sample(isDown[first] ? up : repair, streams[first]!);
      isDown[first] = !isDown[first];
    }
  };
}

/** Seconds of CPU for a simulated year, and for its bare failures: the best of several rounds of many years each. */
function costs(name: string): { year: number; bare: number } {
  const scenario = load(name);
  const fail = bareFailures(scenario);
  let replication = 0;
  const perYear = (least: number): number => {
    const first = replication;
    let spent = 0;
    while (spent < least) spent += play(scenario, ++replication).seconds;
    return spent / (replication - first) / YEARS;
  };
  perYear(WARM);
  let [year, bare] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 1; round <= ROUNDS; round++) {
    year = Math.min(year, perYear(ROUND));
    const before = process.cpuUsage();
    for (let i = 0; i < REPEATS; i++) fail(round * REPEATS + i);
    const { user, system } = process.cpuUsage(before);
    bare = Math.min(bare, (user + system) / 1e6 / REPEATS / YEARS);
  }
  return { year, bare };
}

/** Three rows about one outlook; it is played once. */
function speedOf(name: string, most: number, least: number): Figure[] {
  let known: ReturnType<typeof costs> | undefined;
  const cost = (): ReturnType<typeof costs> => {
    known ??= costs(name);
    return known;
  };
  return [
    { name: `${name}: years per second and core`, unit: "years/s", least, measure: () => 1 / cost().year },
    { name: `${name}: … over its bare failures`, unit: "times", measure: () => cost().year / cost().bare },
    { name: `${name}: events a year`, unit: "", most, measure: () => stepsPerYear(load(name)) },
  ];
}

function stepsPerYear(scenario: Scenario, years = YEARS): number {
  const replications = [1, 2, 3];
  const all = replications.reduce((sum, replication) => sum + play(scenario, replication, years).steps, 0);
  return all / replications.length / years;
}

/** How many times as many events a year has when something is otherwise. */
const growth = (
  name: string,
  otherwise: () => number,
  base = (): number => stepsPerYear(load("bench-pair")),
): Figure => ({
  name: `events a year, ${name}`,
  unit: "times",
  most: 1.1,
  measure: () => otherwise() / base(),
});

/** Peak resident set of a process that simulates 2,000 years, MB. */
function longMemory(): number {
  return Number(execFileSync(process.execPath, [import.meta.filename, "long"], { encoding: "utf8" }).trim());
}

const drill = (resolution: Resolution) => (): (() => number) => {
  const scenario = load("two-cities");
  let replication = 0;
  return () => {
    runOnce(scenario, { disruption: "node-crash", replication: ++replication, seed: "bench", resolution });
    return 1000;
  };
};

const light = "workload.orders.arrivals={ kind: diurnal, mean: 300 /s, peak: 1.67 }";
const outlooks = [
  { name: "bench-pair", most: 150, least: 10_000 },
  { name: "two-cities-years", most: 1500, least: 3_000 },
  { name: "one-city-repaired", most: 1500, least: 3_000 },
];

export const outlookSpeed: Bench = {
  title: "Outlooks over years on the fluid plane",
  contests: [
    {
      name: "a drill of two cities, fluid and every write",
      unit: "µs",
      ours: drill("fluid"),
      theirs: drill("transaction"),
      rounds: 5,
    },
  ],
  figures: [
    ...outlooks.flatMap(({ name, most, least }) => speedOf(name, most, least)),
    growth(
      "ten times the load",
      () => stepsPerYear(load("bench-pair")),
      () => stepsPerYear(load("bench-pair", light)),
    ),
    growth("ten times the heartbeats", () => stepsPerYear(load("bench-pair", "failover.loop=1 s"))),
    growth("twice the horizon", () => stepsPerYear(load("bench-pair"), 2 * YEARS)),
    { name: "peak memory of 2,000 years", unit: "MB", most: 250, measure: longMemory },
  ],
};

if (process.argv[2] === "long") {
  const scenario = load("bench-pair");
  for (let replication = 1; replication <= 4; replication++) play(scenario, replication, 500);
  console.log((process.resourceUsage().maxRSS / 1024).toFixed(1));
}
