// Writes of a Dynamo-like store as quorum commits (Bailis et al., Probabilistically Bounded Staleness, PVLDB 2012): a
// write goes to three replicas and waits for the first w. The way there and the way back take a time of its own each; in
// the model LNKD-SSD both have the same distribution, so they are the jitter of a line. Not covered: models whose two ways
// differ, and reads at a replica.
import { expect, it } from "vitest";
import { Histogram } from "../../sim/statistics/histogram.ts";
import { aScenario, steady } from "../support/scenarios.ts";

/** Milliseconds: 91.22 % Pareto (0.235, 10), the rest exponential with 1.66 per ms; its quantile at p. */
function lnkdSsd(p: number): number {
  const tail = (x: number): number =>
    0.9122 * (x > 0.235 ? (0.235 / x) ** 10 : 1) + 0.0878 * Math.exp(-1.66 * x);
  let [low, high] = [0, 100];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (tail(middle) > 1 - p) low = middle;
    else high = middle;
  }
  return low;
}

const DRAWS = 5000;
const jitter = Array.from(
  { length: DRAWS },
  (_, i) => `${(1000 * lnkdSsd((i + 0.5) / DRAWS)).toFixed(3)} µs`,
);

it.each([
  ["PBS-LNKD-SSD-N3-R1-W1", 1, 0.656],
  ["PBS-LNKD-SSD-N3-R1-W2", 2, 1.63],
] as const)("%s: 999 of 1000 writes take at most so long", (_, standbys, expected) => {
  const run = steady(
    aScenario("[ { kind: edge-loss, site: a } ]", {
      "clusters.db.members": "{ a: 1, b: 3 }",
      "clusters.db.node.flush": "1 µs",
      "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
      "workload.db.transaction.log": "1 B",
      "links.wan.rtt": "2 µs",
      "links.wan.jitter": `{ kind: recorded, values: [${jitter.join(", ")}] }`,
      "replication.acknowledge": `{ kind: quorum, standbys: ${standbys}, stage: received }`,
      failover: "{ kind: none }",
      "run.steadyWindow": "3000 s",
    }),
  );
  const sparse = run.histograms.commitLatencySeconds;
  if (!sparse) throw new Error("no histogram");
  const histogram = Histogram.from(sparse);
  expect(histogram.count).toBeGreaterThan(299_000);
  // 300 writes lie beyond: 4 standard errors of the quantile are 4 / sqrt(300) of the tail's fall by e, 0.3 ms for the
  // second of three exponentials and less for the first: 4 %.
  expect(Math.abs(1000 * (histogram.quantile(0.999) as number) - expected)).toBeLessThan(0.05 * expected);
});
