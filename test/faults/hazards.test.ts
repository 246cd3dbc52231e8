// Hazards that change on the way: disasters that roll, a change of measure with its likelihood ratio, and branches.
import { describe, expect, it } from "vitest";
import { FailureClocks } from "../../sim/faults/clocks.ts";
import type { Breakable } from "../../sim/faults/fault.ts";
import { frequencies, YEAR } from "../../sim/faults/frequency.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";
import { hours, type Instant } from "../../sim/quantity/time.ts";
import { aProcess, exponential, someClocks } from "./processes.ts";

const years = (n: number): Instant => (n * YEAR) as Instant;

describe("a disaster that rolls", () => {
  const line = aProcess("line", {
    repair: exponential(hours(10)),
    precursor: { sites: ["a", "b"], share: 0.5 },
  });
  const disaster = (site: string) =>
    aProcess(`disaster ${site}`, {
      up: exponential(hours(100_000)),
      repair: exponential(hours(1)),
      takesSite: site,
      rolling: 200,
    });
  const processes = [line, disaster("a"), disaster("b"), disaster("c")];

  it("is likelier while a line of its site is down for the same cause, by as much as is written", () => {
    const counts = [0, 0, 0, 0];
    let whileDown = 0;
    for (let replication = 1; replication <= 40; replication++) {
      const { kernel, clocks } = someClocks(processes, { replication });
      clocks.onFailure((i) => {
        if (i > 0 && i < 3 && clocks.isDown(0)) whileDown++;
      });
      clocks.start();
      kernel.run(years(200));
      processes.forEach((_, i) => {
        counts[i]! += clocks.failures(i);
      });
    }
    const expected = frequencies(processes).map(({ perYear }) => 8000 * perYear);
    // Of the time a quarter of 1 % is under a first sign at a: 1 + 199 × 0.25 % ≈ 1.49 times as often.
    expect((expected[1] ?? 0) / (expected[3] ?? 1)).toBeCloseTo(1 + 199 * 0.25 * (10 / 1010), 6);
    expected.forEach((mean, i) => {
      expect(Math.abs(counts[i]! - mean), processes[i]?.id).toBeLessThan(4 * Math.sqrt(mean));
    });
    // What the signs add, and what would have come meanwhile anyway (1 % of the time).
    const rolled = (expected[1] ?? 0) + (expected[2] ?? 0) - (2 * (expected[3] ?? 0) * 1000) / 1010;
    expect(Math.abs(whileDown - rolled)).toBeLessThan(4 * Math.sqrt(rolled));
  });

  it("shows in the rate of losing the site, until the line is back", () => {
    const { kernel, clocks } = someClocks([
      { ...line, precursor: { sites: ["a"], share: 1 } },
      disaster("a"),
    ]);
    const usual = 1 / hours(100_000);
    const seen: number[] = [];
    clocks.onRepair((i) => i === 0 && seen.push(clocks.lossRateOf("a") / usual));
    clocks.start();
    expect(clocks.lossRateOf("a")).toBeCloseTo(usual, 20);
    kernel.run(years(1));
    expect(seen.length).toBeGreaterThan(3);
    for (const factor of seen) expect(factor).toBeCloseTo(200, 9);
    expect(clocks.isDown(0)).toBe(false);
    expect(clocks.lossRateOf("a") / usual).toBeCloseTo(1, 9);
    expect(clocks.lossRateOf("nowhere")).toBe(0);
  });
});

describe("a change of measure", () => {
  const rare: readonly Distribution[] = [
    exponential(hours(2e6)),
    { kind: "weibull", scale: hours(4e5), shape: 2 },
    { kind: "lognormal", median: hours(4e5), sigma: 1.2 },
  ];

  it.each(rare)("finds what is rare with a weight that keeps it unbiased: $kind", (up) => {
    // P(a failure in the first year of a new component), by direct arithmetic.
    const spent = { exponential: 8760 / 2e6, weibull: (8760 / 4e5) ** 2, lognormal: 0 };
    const exact =
      up.kind === "lognormal"
        ? 7.23e-4 // Φ(ln(8760 / 4e5) / 1.2) = Φ(−3.184)
        : 1 - Math.exp(-spent[up.kind as "exponential" | "weibull"]);
    const weights: number[] = [];
    const ratios: number[] = [];
    for (let replication = 1; replication <= 4000; replication++) {
      const { kernel, clocks } = someClocks([aProcess("rare", { up, repair: exponential(hours(1)) })], {
        replication,
        start: "new",
      });
      clocks.start();
      clocks.bias(0, 200);
      kernel.run((YEAR / 2) as Instant);
      // Half of the year as simulated, then stronger still: the account goes on.
      clocks.bias(0, 300);
      kernel.run(years(1));
      const ratio = Math.exp(clocks.logLikelihoodRatio);
      ratios.push(ratio);
      weights.push(clocks.failures(0) > 0 ? ratio : 0);
    }
    within4(weights, exact);
    within4(ratios, 1);
    // Plain simulation would see a few failures among 4000 years; biased it sees many.
    expect(weights.filter((weight) => weight > 0).length).toBeGreaterThan(150);
  });

  it("leaves rates as the scenario means them", () => {
    const { clocks } = someClocks([aProcess("one")]);
    clocks.start();
    clocks.bias(0, 50);
    expect(clocks.rate(0)).toBeCloseTo(1 / hours(1000), 20);
  });

  it("of 1 changes nothing", () => {
    const run = (touch: boolean): number[] => {
      const { kernel, clocks } = someClocks([aProcess("one")]);
      const log: number[] = [];
      clocks.onFailure((_, at) => log.push(at));
      clocks.start();
      if (touch) clocks.bias(0, 1);
      kernel.run(years(10));
      expect(clocks.logLikelihoodRatio).toBe(0);
      return log;
    };
    expect(run(true)).toEqual(run(false));
  });
});

describe("a branch", () => {
  const up: Distribution = { kind: "weibull", scale: hours(1000), shape: 3 };

  it("keeps the past and the ages, and draws what is left anew", () => {
    const outcomes = Array.from({ length: 3000 }, (_, k) => {
      const kernel = new Kernel();
      const root = randomRoot("branch");
      const clocks = new FailureClocks({
        kernel,
        random: root.replication(7),
        world: {} as Breakable,
        processes: [aProcess("one", { up: exponential(hours(1e9)) }), aProcess("two", { up })],
        start: "new",
      });
      clocks.start();
      kernel.run(hours(400) as number as Instant);
      const before = clocks.failures(1);
      clocks.branch(root.replication(k + 1000));
      kernel.run(hours(700) as number as Instant);
      return { before, after: clocks.failures(1) };
    });
    // All share the past, in which it has not failed; then P(fails by 700 h | works at 400 h) = 1 − e^(0.4³ − 0.7³).
    expect(outcomes.every(({ before }) => before === 0)).toBe(true);
    within4(
      outcomes.map(({ after }) => (after > 0 ? 1 : 0)),
      1 - Math.exp(0.4 ** 3 - 0.7 ** 3),
    );
  });
});

/** The mean is the expected one within four standard errors: one in 16,000 by chance. */
function within4(values: readonly number[], expected: number): void {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / (values.length - 1);
  expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / values.length));
}
