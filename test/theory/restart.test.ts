// What a database that died has to do before it serves as before: replay its log, warm its cache.
import { describe, expect, it } from "vitest";
import { aModel, aScenario, at, drills, phaseOf } from "../support/scenarios.ts";

const crash = "[ { kind: node-crash, for: 1 s } ]";
/** Seconds of 40 restarts, beyond the 20 s that a restart takes without a log. */
function replays(redo: string): number[] {
  const scenario = aScenario(crash, { failover: "{ kind: none }", "clusters.db.node.redo": redo });
  return drills(scenario, 40).map((run) => phaseOf(run, "restart") - 20);
}
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("crash recovery replays what was written in 0.9 to 1.9 checkpoints", () => {
  it("one every 5 min: 300 MB at 1 MB/s, so 2.7 to 5.7 s at 100 MB/s", () => {
    const found = replays("{}");
    expect(Math.min(...found)).toBeGreaterThanOrEqual(2.7);
    expect(Math.max(...found)).toBeLessThanOrEqual(5.7);
    // A uniform value in 3 s: the mean of 40 has standard error 3 / sqrt(12 × 40) = 0.137 s; 4 of them.
    expect(Math.abs(mean(found) - 4.2)).toBeLessThan(0.55);
  });

  it("sooner where the log would grow beyond its bound: 190 MB / 1.9, so 0.9 to 1.9 s", () => {
    const found = replays("{ maxLog: 190 MB }");
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0.9);
    expect(Math.max(...found)).toBeLessThanOrEqual(1.9);
    expect(Math.abs(mean(found) - 1.4)).toBeLessThan(0.19);
  });

  it("and a busier disk replays longer: twice the time at half the rate", () => {
    const [fast, slow] = [replays("{}"), replays("{ rate: 50 MB/s }")];
    for (const [i, seconds] of slow.entries()) expect(seconds).toBeCloseTo(2 * (fast[i] as number), 5);
  });
});

it("a new primary with a cold cache works ever less slowly, in ten steps", () => {
  const model = aModel(
    aScenario("[ { kind: site-loss, site: a } ]", {
      "clusters.db.node.service": "10 ms",
      "clusters.db.node.coldCache": "{ factor: 5, for: 100 s }",
      "workload.db.arrivals": "{ kind: constant, mean: 10 /s }",
      "run.stableFor": "2 min",
    }),
  );
  let promotedAt = Number.POSITIVE_INFINITY;
  model.world.bus.on("writerStarted", () => {
    promotedAt = model.world.kernel.now;
  });
  const slowness: (readonly [number, number])[] = [];
  model.world.plane.observe({
    looksRegularly: false,
    // Beside its work a write waits for a flush, 0.5 ms, and for two round trips of 1 ms, of 31 ms to the old primary.
    answered: (_, instant, __, client) => {
      if (instant < at(5)) expect(client).toBeCloseTo(10_000 + 500 + 62_000, 3);
      else if (instant > promotedAt) slowness.push([(instant - promotedAt) / 1e6, (client - 2_500) / 10_000]);
    },
    rounded: () => {},
  });
  model.run();
  const inStep = (step: number): number[] =>
    slowness.filter(([since]) => since > step * 10 + 1 && since < step * 10 + 10).map(([, times]) => times);
  for (let step = 0; step < 10; step++) {
    expect(inStep(step).length).toBeGreaterThan(step === 0 ? 20 : 80);
    for (const times of inStep(step)) expect(times).toBeCloseTo(1 + 4 * (1 - (step + 0.5) / 10), 3);
  }
  for (const times of inStep(10)) expect(times).toBeCloseTo(1, 3);
});
