// Excursions against counting, where both see enough: the weights neither lose nor gain. With lives that age, lives that
// end when they are due, repairs with tails, and incidents of two failures.
import { expect, test } from "vitest";
import type { ExcursionJob, Method } from "../../sim/experiment/rare/excursion-job.ts";
import { untaught } from "../../sim/experiment/rare/proposal.ts";
import { runExcursions } from "../../sim/experiment/rare/run-excursions.ts";
import { isBeyond, type RareTarget } from "../../sim/experiment/rare/targets.ts";
import { runOutlookBlock } from "../../sim/experiment/run-outlook-block.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { failuresOf } from "../../sim/model/failures.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

/** Nobody takes over: every failure of the primary is an outage; a standby that is down changes nothing. */
const scenario = aScenario("[{ kind: site-loss, site: a }]", {
  ...nothingFails,
  failover: "{ kind: none }",
  "failures.inputs": "exact",
  "failures.server-failure":
    "{ every: { kind: weibull, scale: 900 h, shape: 1.5 }, repair: { kind: lognormal, median: 1 h, sigma: 1 } }",
  "failures.maintenance": "{ every: 20 d, repair: 45 min }",
});
const years = 0.1;
const outlook = { years, seed: "excursions", inputDraws: 1, resolution: "fluid" } as const;
const { processes } = failuresOf(scenario, randomRoot("any").replication(0));
const proposal = untaught(processes);

const quarter: RareTarget = { of: "outage", seconds: 900 };
const hours: RareTarget = { of: "outage", seconds: 14_400 };

interface Found {
  readonly mean: number;
  readonly error: number;
}
function meanOf(values: readonly number[]): Found {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0);
  return { mean, error: Math.sqrt(squares) / values.length };
}

function excursions(target: RareTarget, method: Method, trials: number): Found {
  const { first } = proposal;
  const job: ExcursionJob = {
    question: "excursions",
    outlook,
    round: 0,
    firstTrial: 0,
    trials,
    method,
    first,
  };
  const values = new Array<number>(trials).fill(0);
  for (const hit of runExcursions(scenario, job).hits)
    if (isBeyond(target, hit)) values[hit.trial] = hit.perYear;
  return meanOf(values);
}

function counted(replications: number): (seconds: number) => Found {
  const job = { ...outlook, question: "outlook", firstReplication: 1, replications } as const;
  const rows = runOutlookBlock(scenario, job).replications.map(({ beyond }) => beyond);
  // The thresholds of every outlook: an outage of more than 15 min, 1 h, 4 h …
  const places: Readonly<Record<number, number>> = { 900: 0, 14400: 2 };
  return (seconds) => meanOf(rows.map((row) => (row[places[seconds] as number] as number) / years));
}

/** `most`: the relative error that leaves the comparison worth making. */
const agree = (one: Found, other: Found, most = 0.15): void => {
  expect(Math.abs(one.mean - other.mean)).toBeLessThan(
    4 * Math.sqrt(one.error * one.error + other.error * other.error),
  );
  expect(one.error).toBeLessThan(most * one.mean);
};

const count = counted(500);

test("forcing finds what counting finds", () => {
  expect(count(900).error).toBeLessThan(0.06 * count(900).mean);
  agree(excursions(quarter, { name: "forcing" }, 400), count(900));
});

test("biasing finds what counting finds", () => {
  agree(excursions(quarter, { name: "balanced", further: proposal.further }, 600), count(900));
});

test("splitting finds what counting finds", () => {
  agree(excursions(hours, { name: "splitting", target: hours }, 240), count(14_400), 0.35);
});
