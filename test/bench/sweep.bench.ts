// A sweep of an outlook: what a thousand points, each paired with the base case, take of two cores, and how much of it is
// not simulation. A sample of points is done here in one thread; CPU time, so that others on the machine do not count.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Executor } from "../../sim/experiment/executor.ts";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import { conduct } from "../../sim/experiment/study/conduct.ts";
import { memoryStore } from "../../sim/experiment/study/result-store.ts";
import { openSweep } from "../../sim/experiment/sweep/open-sweep.ts";
import { sweepResult } from "../../sim/experiment/sweep/result.ts";
import { Sweep } from "../../sim/experiment/sweep/sweep.ts";
import type { Bench, Figure } from "./contest.ts";

const file = "two-cities-years.yaml";
const text = readFileSync(join(import.meta.dirname, "../../../scenarios", file), "utf8");
const hash = (data: string): string => createHash("sha256").update(data).digest("hex");

const POINTS = 1000;
const SAMPLED = 20;
const CORES = 2;

interface Cost {
  /** Seconds of CPU for one point, all told, and without its simulation. */
  readonly whole: number;
  readonly overhead: number;
}

async function costOf(years: number): Promise<Cost> {
  let simulation = 0;
  const own = inProcessExecutor();
  const timed: Executor = {
    async run(jobs, deliver, cancellation) {
      const before = process.cpuUsage();
      const failure = await own.run(jobs, deliver, cancellation);
      const { user, system } = process.cpuUsage(before);
      simulation += user + system;
      return failure;
    },
  };
  const before = process.cpuUsage();
  const opening = openSweep(
    {
      file,
      text,
      attachments: {},
      overrides: [],
      axes: [
        { option: "--range", text: "clients.east.redirect.ttl=5s..120s" },
        { option: "--range", text: "failover.ttl=20s..60s" },
      ],
      samples: SAMPLED,
      question: "outlook",
      resolution: "fluid",
      years,
      disruptions: [],
      pareto: [],
      mustMeet: false,
    },
    hash,
  );
  const subject = "opened" in opening ? opening.opened.open() : undefined;
  if (!subject || "diagnostics" in subject) throw new Error("the sweep of the bench is not valid");
  const sweep = new Sweep(subject.order);
  await conduct(sweep.parts, {
    executor: timed,
    store: memoryStore(),
    hash,
    cancellation: { aborted: false },
  });
  const result = sweepResult(subject, sweep.answers());
  const { user, system } = process.cpuUsage(before);
  if (result.points.length !== SAMPLED) throw new Error("points are missing");
  return {
    whole: (user + system) / 1e6 / (SAMPLED + 1),
    overhead: (user + system - simulation) / 1e6 / (SAMPLED + 1),
  };
}

const known = new Map<number, Cost>();
// The first is for the optimising compiler.
for (const years of [0.2, 0.2, 1]) known.set(years, await costOf(years));

const secondsOn = (years: number): number => ((known.get(years)?.whole ?? Number.NaN) * POINTS) / CORES;

const figures: readonly Figure[] = [
  {
    name: "1,000 points against a base case, a year each",
    unit: "s",
    most: 120,
    measure: () => secondsOn(1),
  },
  { name: "… a fifth of a year each", unit: "s", measure: () => secondsOn(0.2) },
  {
    name: "a point besides its simulation",
    unit: "ms",
    most: 40,
    measure: () => 1000 * (known.get(0.2)?.overhead ?? Number.NaN),
  },
];

export const sweepSpeed: Bench = {
  title: "A sweep of two cities over the years, on two cores",
  contests: [],
  figures,
};
