import { expect, test } from "vitest";
import { summariseDisruption } from "../../sim/experiment/summarise-disruption.ts";
import { aRun } from "./runs.ts";

const phase = (name: string, setBy: string, seconds: number) => ({ name, setBy, micros: seconds * 1e6 });
const rto = (seconds: number) => ({ values: { rtoAchievedSeconds: seconds } });

test("mean phases add up to the mean outage, also where a run skipped one", () => {
  const runs = [
    aRun(1, {
      ...rto(30),
      phases: [phase("detect", "failover.ttl", 20), phase("redirect", "clients.ttl", 10)],
    }),
    aRun(2, { ...rto(50), phases: [phase("detect", "failover.ttl", 20), phase("promote", "p", 30)] }),
    aRun(3, { ...rto(0) }),
  ];
  const { phases, metrics } = summariseDisruption("site-loss", runs);
  expect(phases.map(({ name, seconds }) => [name, seconds.n])).toEqual([
    ["detect", 3],
    ["promote", 3],
    ["redirect", 3],
  ]);
  const sum = phases.reduce((total, { seconds }) => total + (seconds.mean ?? 0), 0);
  expect(sum).toBeCloseTo(metrics.rtoAchievedSeconds?.mean ?? -1, 9); // (30 + 50 + 0) / 3
});

test("a phase is set by what set it in the run at the p99", () => {
  const short = Array.from({ length: 99 }, (_, i) =>
    aRun(i + 1, { ...rto(1), phases: [phase("detect", "failover.loop", 1)] }),
  );
  const long = aRun(100, { ...rto(9), phases: [phase("detect", "failover.ttl", 9)] });
  // the p99 of 100 runs is the 99th, still a short one; of 50 runs the 50th, the long one
  expect(summariseDisruption("d", [...short, long]).phases[0]?.setBy).toBe("failover.loop");
  expect(summariseDisruption("d", [...short.slice(51), long]).phases[0]?.setBy).toBe("failover.ttl");
});

test("a run that never recovered is the worst, then the longest outage, then the greatest loss", () => {
  const values = (rtoSeconds: number, rpoSeconds: number) => ({
    values: { rtoAchievedSeconds: rtoSeconds, rpoAchievedSeconds: rpoSeconds },
  });
  const runs = [aRun(1, values(50, 1)), aRun(2, values(50, 2)), aRun(3, values(40, 9))];
  expect(summariseDisruption("d", runs).worst).toMatchObject({ replication: 2, recovered: true });
  const never = aRun(4, { ...values(10, 0), recovered: false, censored: ["rtoAchievedSeconds"] });
  expect(summariseDisruption("d", [...runs, never]).worst).toMatchObject({
    replication: 4,
    recovered: false,
  });
});

test("censored runs are counted as beyond, never averaged", () => {
  const runs = [
    aRun(1, rto(10)),
    aRun(2, { ...rto(3599), recovered: false, censored: ["rtoAchievedSeconds"] }),
  ];
  const result = summariseDisruption("d", runs);
  expect(result).toMatchObject({ recovered: 1, replications: 2 });
  expect(result.metrics.rtoAchievedSeconds).toMatchObject({ n: 2, censored: 1, beyond: 3599 });
  expect(result.metrics.rtoAchievedSeconds).not.toHaveProperty("mean");
});

test("a run without a value of a metric does not count for it", () => {
  const runs = [aRun(1, { values: { restoreSeconds: 7 } }), aRun(2), aRun(3)];
  expect(summariseDisruption("d", runs).metrics.restoreSeconds).toMatchObject({ n: 1, mean: 7 });
});

test("a disruption that cannot be played says why and has no numbers", () => {
  const runs = [aRun(1, { modelled: false, reason: "there is no second link" })];
  expect(summariseDisruption("d", runs)).toEqual({
    name: "d",
    modelled: false,
    reason: "there is no second link",
    recovered: 0,
    replications: 0,
    metrics: {},
    phases: [],
    atQuantiles: [],
  });
});
