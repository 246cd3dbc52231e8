// Further failures made likely: the weights keep every probability what it is.
import { describe, expect, it } from "vitest";
import { FailureBiasing } from "../../sim/faults/failure-biasing.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { hours } from "../../sim/quantity/time.ts";
import { aProcess, exponential, someClocks } from "./processes.ts";

const TRIALS = 6000;

/** Strikes the first process, makes further failures likely, and asks when it is repaired. */
function trials(up: Parameters<typeof exponential>[0], precursorShare?: number) {
  const seen = { overlap: [] as number[], none: [] as number[], ratios: [] as number[], met: 0 };
  for (let replication = 1; replication <= TRIALS; replication++) {
    const repair = exponential(hours(4));
    const precursor =
      precursorShare === undefined ? {} : { precursor: { sites: ["a"], share: precursorShare } };
    const { kernel, clocks } = someClocks(
      [
        aProcess("first", { up: exponential(up), repair, ...precursor }),
        aProcess("second", { up: exponential(up), repair, takesSite: "a", rolling: 300 }),
        aProcess("third", { up: exponential(2 * up), repair }),
      ],
      { replication },
    );
    const biasing = new FailureBiasing(kernel, clocks, [1 / 3, 1 / 3, 1 / 3]);
    let [isOver, isMet] = [false, false];
    clocks.onFailure((i) => {
      if (i === 1 && clocks.isDown(0) && !isOver) isMet = true;
    });
    clocks.onRepair((i) => {
      if (i === 0) isOver = true;
    });
    clocks.start();
    biasing.begin();
    clocks.strike(0);
    while (!isOver) kernel.run((kernel.now + hours(1)) as Instant);
    const ratio = Math.exp(clocks.logLikelihoodRatio);
    seen.ratios.push(ratio);
    seen.overlap.push(isMet ? ratio : 0);
    seen.none.push(isMet ? 0 : ratio);
    if (isMet) seen.met++;
  }
  return seen;
}

const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
function errorOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0)) / values.length;
}

describe("failure biasing", () => {
  it("finds a second failure within the repair of the first, at its probability", () => {
    const up = hours(200 * 8760);
    const { overlap, ratios, met } = trials(up);
    // Which of two exponential clocks rings first: the failure at 1/up, or the repair at 1/4 h.
    const exact = 4 / (4 + 200 * 8760);
    expect(Math.abs(meanOf(overlap) - exact)).toBeLessThan(4 * errorOf(overlap));
    expect(errorOf(overlap)).toBeLessThan(0.08 * exact);
    expect(Math.abs(meanOf(ratios) - 1)).toBeLessThan(4 * errorOf(ratios));
    // Plainly 6000 trials would meet it with a probability of one in seventy.
    expect(met).toBeGreaterThan(TRIALS / 20);
  });

  it("makes first signs of a disaster likely as well, and weighs them", () => {
    const up = hours(200 * 8760);
    const { overlap, ratios } = trials(up, 0.01);
    // With a sign, one time in a hundred, the disaster is 300 times likelier.
    const given = (factor: number): number => (4 * factor) / (4 * factor + 200 * 8760);
    const exact = 0.99 * given(1) + 0.01 * given(300);
    expect(Math.abs(meanOf(overlap) - exact)).toBeLessThan(4 * errorOf(overlap));
    expect(errorOf(overlap)).toBeLessThan(0.15 * exact);
    expect(Math.abs(meanOf(ratios) - 1)).toBeLessThan(4 * errorOf(ratios));
  });
});
