// The clocks against renewal theory, over thousands of simulated years. Four standard errors: one in 16,000 by chance.
import { describe, expect, it } from "vitest";
import { frequencies, YEAR } from "../../sim/faults/frequency.ts";
import { meanOf } from "../../sim/kernel/sampling.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";
import { days, hours, type Instant, micros, minutes } from "../../sim/quantity/time.ts";
import { aProcess, exponential, someClocks } from "./processes.ts";

const years = (n: number): Instant => (n * YEAR) as Instant;

const lives: readonly Distribution[] = [
  exponential(hours(500)),
  { kind: "weibull", scale: hours(500), shape: 0.7 },
  { kind: "weibull", scale: hours(500), shape: 3 },
  { kind: "lognormal", median: hours(300), sigma: 1 },
  { kind: "uniform", from: hours(100), to: hours(900) },
  { kind: "erlang", stages: 3, mean: hours(500) },
  { kind: "hyperexponential", p: 0.8, means: [hours(200), hours(1500)] },
  { kind: "recorded", values: [hours(100), hours(250), hours(900), hours(400)] },
  { kind: "constant", value: hours(500) },
];

describe.each(lives)("a life of $kind", (up) => {
  const repair: Distribution = { kind: "lognormal", median: hours(5), sigma: 0.8 };

  it("fails as often as renewal theory says, and is down as long", () => {
    const { kernel, clocks } = someClocks([aProcess("one", { up, repair })]);
    const repairs: number[] = [];
    let failedAt = 0;
    clocks.onFailure((_, at) => {
      failedAt = at;
    });
    clocks.onRepair((_, at) => repairs.push(at - failedAt));
    clocks.start();
    kernel.run(years(200));
    const [{ perYear = 0 } = {}] = frequencies([aProcess("one", { up, repair })]);
    // A renewal count has variance n·cv², cv of a whole cycle; repairs are short, so that of the life bounds it.
    const error = Math.sqrt(200 * perYear) * coefficientOfVariation(up);
    expect(Math.abs(clocks.failures(0) - 200 * perYear)).toBeLessThan(4 * error + 1);
    const down = repairs.reduce((sum, length) => sum + length, 0) / repairs.length;
    const deviation = meanOf(repair) * Math.sqrt(Math.exp(0.8 * 0.8) - 1);
    expect(Math.abs(down - meanOf(repair))).toBeLessThan((4 * deviation) / Math.sqrt(repairs.length));
  });

  it("is stationary from the first instant: no early failures, no early calm", () => {
    // Repairs take next to no time: the number expected in the first tenth of a life is a tenth, whatever its kind.
    const processes = Array.from({ length: 4000 }, (_, i) =>
      aProcess(`n${i}`, { up, repair: { kind: "constant", value: 1 } }),
    );
    const { kernel, clocks } = someClocks(processes);
    clocks.start();
    kernel.run(micros(meanOf(up) / 10) as number as Instant);
    const counts = processes.map((_, i) => clocks.failures(i));
    const mean = counts.reduce((sum, n) => sum + n, 0) / counts.length;
    const variance = counts.reduce((sum, n) => sum + (n - mean) ** 2, 0) / (counts.length - 1);
    expect(Math.abs(mean - 0.1)).toBeLessThan(4 * Math.sqrt(variance / counts.length));
  });
});

function coefficientOfVariation(distribution: Distribution): number {
  switch (distribution.kind) {
    case "weibull":
      return distribution.shape < 1 ? 1.462 : 0.363; // sqrt(Γ(1+2/k)/Γ(1+1/k)² − 1)
    case "lognormal":
      return Math.sqrt(Math.exp(1) - 1);
    case "uniform":
      return 800 / Math.sqrt(12) / 500;
    case "erlang":
      return 1 / Math.sqrt(3);
    case "hyperexponential":
      return Math.sqrt((2 * (0.8 * 200 ** 2 + 0.2 * 1500 ** 2)) / 460 ** 2 - 1);
    case "recorded":
      return 0.732; // of 100, 250, 400, 900
    case "constant":
      return 0;
    default:
      return 1;
  }
}

it("two hundred years fit into the clock, to the microsecond", () => {
  const { kernel, clocks } = someClocks([
    aProcess("one", { up: exponential(days(30)), repair: exponential(minutes(5)) }),
  ]);
  let last = 0;
  clocks.onFailure((_, at) => {
    expect(Number.isSafeInteger(at)).toBe(true);
    last = at;
  });
  clocks.start();
  kernel.run(years(200));
  expect(last / YEAR).toBeGreaterThan(199);
});

it.each<Distribution>([
  { kind: "lognormal", median: hours(500), sigma: 0 },
  { kind: "normal", mean: hours(500), sd: 0 },
  { kind: "uniform", from: hours(500), to: hours(500) },
])("a life of $kind without any spread is a constant", (up) => {
  const { kernel, clocks } = someClocks([aProcess("one", { up, repair: { kind: "constant", value: 1 } })]);
  clocks.start();
  kernel.run((hours(500) * 100) as Instant);
  expect(Math.abs(clocks.failures(0) - 100)).toBeLessThanOrEqual(1);
});

it("what would happen beyond the range of the clock never does", () => {
  const { kernel, clocks } = someClocks([aProcess("one", { up: exponential(1e22) })]);
  clocks.start();
  expect(kernel.eventsPending).toBe(0);
});

describe("nobody else's failures change", () => {
  const record = (names: readonly string[], watched: string) => {
    const processes = names.map((name) => aProcess(name));
    const { kernel, clocks } = someClocks(processes);
    const log: number[] = [];
    clocks.onFailure((i, at) => processes[i]?.id === watched && log.push(at));
    clocks.onRepair((i, at) => processes[i]?.id === watched && log.push(at));
    clocks.start();
    kernel.run(years(20));
    return log;
  };

  it("when a component is added, or another order is chosen", () => {
    const alone = record(["one"], "one");
    expect(alone.length).toBeGreaterThan(300);
    expect(record(["two", "one", "three"], "one")).toEqual(alone);
  });

  it("when another component is worse", () => {
    const processes = [aProcess("one"), aProcess("two", { up: exponential(hours(20)) })];
    const { kernel, clocks } = someClocks(processes);
    const log: number[] = [];
    clocks.onFailure((i, at) => i === 0 && log.push(at));
    clocks.onRepair((i, at) => i === 0 && log.push(at));
    clocks.start();
    kernel.run(years(20));
    expect(log).toEqual(record(["one"], "one"));
  });
});
