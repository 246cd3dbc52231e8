// A closed loop on curves against the same write by write: what is asked falls as answers take longer, whatever makes
// them take longer. Where many writes share a flush, curves do not know it: those loads are left out.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

interface Case {
  readonly what: string;
  readonly scenario: string;
  readonly clients: number;
  readonly think: string;
  readonly overrides?: readonly string[];
  /** n/(z + r), from the terms by hand, per second; the line's or the processors' limit where that is lower. */
  readonly perSecond: number;
}

const SERVICE = 1.2e-3; // six statements of 0.2 ms
const FLUSH = 0.3e-3 * Math.exp((0.5 * 0.5) / 2);

const cases: readonly Case[] = [
  {
    what: "answers come from the own disk",
    scenario: "two-cities",
    clients: 40,
    think: "{ kind: exponential, mean: 20 ms }",
    perSecond: 40 / (20e-3 + SERVICE + FLUSH),
  },
  {
    what: "answers wait for the other city",
    scenario: "two-cities-synchronous",
    clients: 20,
    think: "{ kind: exponential, mean: 40 ms }",
    // One way there, a flush, one way back, at 27 ms; a message of a transaction takes 10 µs on the line.
    perSecond: 20 / (40e-3 + SERVICE + 27e-3 + FLUSH + 10e-6),
  },
  {
    what: "a narrow line sets the pace: the clients are its queue",
    scenario: "two-cities-synchronous",
    clients: 400,
    think: "5 ms",
    overrides: ["links.carrier-1.bandwidth=50 Mbit/s"],
    // Two standbys there, each with a stream of its own; 7 % more than the log goes over the line.
    perSecond: 50e6 / 8 / (2 * 1.07 * 1200),
  },
  {
    what: "the processors set the pace",
    scenario: "two-cities",
    clients: 1000,
    think: "5 ms",
    perSecond: 16 / SERVICE,
  },
];

function steady({ scenario, clients, think, overrides = [] }: Case, resolution: "fluid" | "transaction") {
  const file = `${scenario}.yaml`;
  const text = readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), "utf8");
  const load = `workload.orders.arrivals={ kind: closed-loop, clients: ${clients}, think: ${think} }`;
  const all = [load, "workload.orders.reads=0 %", "run.steadyWindow=3 s", ...overrides];
  const run = runOnce(loadScenarioOrThrow(text, { file, overrides: all }), {
    disruption: "",
    replication: 1,
    seed: "1",
    resolution,
  });
  const [used, lag] = [run.values["linkUtilisation@carrier-1"], run.values.replicationLagSeconds];
  return { used: used ?? Number.NaN, lag: lag ?? Number.NaN, perSecond: run.values.throughputPerSecond };
}

describe("a closed loop on curves", () => {
  it.each(cases)("$what", (each) => {
    const [fluid, writes] = [steady(each, "fluid"), steady(each, "transaction")];
    expect(fluid.used / writes.used).toBeGreaterThan(0.99);
    expect(fluid.used / writes.used).toBeLessThan(1.01);
    expect(Math.abs(fluid.lag - writes.lag)).toBeLessThan(0.5e-3);
    expect((writes.perSecond ?? Number.NaN) / each.perSecond).toBeGreaterThan(0.985);
    expect((writes.perSecond ?? Number.NaN) / each.perSecond).toBeLessThan(1.015);
  });

  it("a slower line asks less of everything", () => {
    const [near, far] = ["10 ms", "100 ms"].map((rtt) =>
      steady({ ...(cases[1] as Case), overrides: [`links.carrier-1.rtt=${rtt}`] }, "fluid"),
    );
    const cycle = 40e-3 + SERVICE + FLUSH;
    expect((near?.used ?? 0) / (far?.used ?? 0)).toBeCloseTo((cycle + 0.1) / (cycle + 0.01), 1);
  });
});
