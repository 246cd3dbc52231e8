// What a commit waits for, by arithmetic. Everything is constant: flush 0.5 ms on either side, 15 ms one way, 1 KB in 8 µs
// at 1 Gbit/s. Ten writes a second never meet in a flush.
import { describe, expect, it } from "vitest";
import { Histogram } from "../../sim/statistics/histogram.ts";
import { aModel, aScenario, drill, metric, phaseOf, steady } from "../support/scenarios.ts";
import { caseOf } from "./validation-cases.ts";

const SLOWLY = { "workload.db.arrivals": "{ kind: constant, mean: 10 /s }" };
const nothing = "[ { kind: edge-loss, site: a } ]";

/** Seconds from the commit request to the answer, while nothing breaks. */
function latencies(changes: Readonly<Record<string, string>>): Histogram {
  const run = steady(aScenario(nothing, { ...SLOWLY, ...changes }));
  const sparse = run.histograms.commitLatencySeconds;
  if (!sparse) throw new Error("no histogram");
  return Histogram.from(sparse);
}
/** Median as stored: to 0.4 %. Constant, so smallest and largest say the same exactly. */
const only = (histogram: Histogram): number => {
  expect(histogram.max).toBe(histogram.min);
  expect(histogram.quantile(0.5)).toBe(histogram.min);
  return histogram.min as number;
};

describe("a commit takes", () => {
  it("one local flush when asynchronous", () => {
    expect(only(latencies({}))).toBe(0.0005);
  });

  it("local flush + transmission + RTT when a standby must have received it", () => {
    // 0.5 + 0.008 + 30 = 30.508 ms.
    expect(only(latencies({ "replication.acknowledge": "{ kind: synchronous, stage: received }" }))).toBe(
      0.030508,
    );
  });

  it("the standby's flush more when it must have flushed it: RTT + remote flush is a floor", () => {
    // 0.5 + 0.008 + 30 + 0.5 = 31.008 ms.
    expect(only(latencies({ "replication.acknowledge": "{ kind: synchronous, stage: flushed }" }))).toBe(
      0.031008,
    );
  });

  it("the time to apply it more when it must have applied it", () => {
    // 1 KB at 1 MB/s = 1 ms more: measured on PostgreSQL, remote_apply comes after on, and on after remote_write.
    const applied = latencies({
      "replication.acknowledge": "{ kind: synchronous, stage: applied }",
      "clusters.db.node.applyRate": "1 MB/s",
    });
    expect(only(applied)).toBe(0.032008);
  });

  it("as long as the measured PostgreSQL 15 at RTT 40 ms: 41.6, 42.0 and 42.5 ms at p50", () => {
    // label 3a-rerun, one client: remote_write, on, remote_apply. The rig's flushes took 0.25 to 0.5 ms, its replies 0.1 ms.
    for (const [stage, measured] of [
      ["received", 41.6],
      ["flushed", 42.0],
      ["applied", 42.5],
    ] as const) {
      const simulated = latencies({
        "links.wan.rtt": "40 ms",
        "replication.acknowledge": `{ kind: synchronous, stage: ${stage} }`,
      });
      // What is left is the rig's own work for each statement: between 1 and 1.5 ms.
      const rest = measured - 1000 * (simulated.quantile(0.5) as number);
      expect(rest).toBeGreaterThan(0.9);
      expect(rest).toBeLessThan(1.6);
    }
  });

  it("one term for each edge when the city and the distance have terms of their own", () => {
    // Within the site: 10 Gbit/s (0.8 µs) and 0.1 ms there and back: 0.5 + 0.0008 + 0.1 + 0.5 = 1.1008 ms.
    const near = latencies({
      "clusters.db.members": "{ a: 2, b: 1 }",
      "replication.edges.within-site": "{ acknowledge: { kind: synchronous } }",
    });
    expect(only(near)).toBe(0.001101);
    const both = latencies({
      "clusters.db.members": "{ a: 2, b: 1 }",
      "replication.edges.within-site": "{ acknowledge: { kind: synchronous } }",
      "replication.edges.across-sites": "{ acknowledge: { kind: synchronous, stage: received } }",
    });
    expect(only(both)).toBe(0.030508);
  });
});

describe("a quorum of 1 of 2", () => {
  const twoStandbys = {
    "clusters.db.members": "{ a: 1, b: 2 }",
    "clusters.db.node.flush": "1 µs",
    "workload.db.arrivals": "{ kind: constant, mean: 10 /s }",
    "workload.db.transaction.log": "10 B",
    "links.wan.rtt": "2 µs",
    "replication.acknowledge": "{ kind: quorum, standbys: 1, stage: received }",
  };
  /** Milliseconds, over 20,000 writes, less 3 µs for flush and round trip. */
  function meanOver(changes: Readonly<Record<string, string>>): number {
    const histogram = latencies({ ...twoStandbys, "run.steadyWindow": "2000 s", ...changes });
    expect(histogram.count).toBeGreaterThan(19_990);
    return 1000 * (histogram.mean as number) - 0.003;
  }

  it("takes the smaller of two round trips, each with jitter on either way", () => {
    // Two exponentials of mean m on each way: the round trip is Erlang-2, and the smaller of two of them has the mean
    // m × ∫ ((1 + x) e^-x)² dx = 5/4 m = 6.25 ms for m = 5 ms. Its square has mean m² × 2 ∫ x ((1 + x) e^-x)² dx = 9/4 m²,
    // so its standard deviation is m × sqrt(9/4 − 25/16) = 0.829 m = 4.1 ms: 4 standard errors are 0.117 ms, missed once
    // in 16,000 seeds. 100 ms between two writes: one overtakes the next in one write of 10^7.
    expect(
      Math.abs(meanOver({ "links.wan.jitter": "{ kind: exponential, mean: 5 ms }" }) - 6.25),
    ).toBeLessThan(0.117);
  });

  it("Q-ORDERSTAT-1of2: takes half the mean of an exponential round trip", () => {
    // The two standbys are clusters of their own whose flush takes an exponential time; RTT and local flush are 3 µs.
    const { inputs, expected, tolerance } = caseOf("Q-ORDERSTAT-1of2");
    const flush = `{ kind: exponential, mean: ${inputs.exp_rtt_mean_ms} ms }`;
    const far = `role: auxiliary, follows: db, site: b, takeover: { kind: manual }, node: { flush: ${flush} }`;
    const mean = meanOver({
      "run.steadyWindow": "4000 s",
      "clusters.db.members": "{ a: 2 }",
      "clusters.one": `{ ${far} }`,
      "clusters.other": `{ ${far} }`,
      "replication.acknowledge": "{ kind: asynchronous }",
      "replication.edges.across-sites": `{ acknowledge: { kind: quorum, standbys: ${inputs.acks_needed} } }`,
    });
    // 40,000 writes, 100 ms apart (two share a flush once in 22,000): 4 standard errors are 4 × 5 / 200 = 0.1 ms, 2 %.
    const wanted = expected.mean_ms as number;
    expect(Math.abs(mean - wanted)).toBeLessThan(Math.max(tolerance.rel as number, 0.02) * wanted);
  });
});

describe("semi-synchronous replication", () => {
  // The link is cut for a minute. 10 writes/s; the first one without an answer is released when it has waited for 10 s,
  // and all others with it.
  const cut = aScenario("[ { kind: partition, between: [a, b], for: 1 min } ]", {
    ...SLOWLY,
    "replication.acknowledge": "{ kind: semi-synchronous, timeout: 10 s }",
    "run.limit": "3 min",
  });

  it("blocks everybody once for its time-out, then answers alone, and waits again when the standby has caught up", () => {
    const model = aModel(cut);
    const waits: number[] = [];
    model.world.plane.observe({
      looksRegularly: true,
      answered: (_, at, commit) => {
        if (at >= 5_000_000) waits.push(commit / 1e6);
      },
      rounded: () => {},
    });
    model.run();
    // 100 writes in 10 s waited 10.0, 9.9 … 0.1 s; all others one flush, or one RTT when the standby had caught up.
    const late = waits.filter((wait) => wait > 0.05);
    expect(late).toHaveLength(100);
    for (const [i, wait] of late.entries()) expect(wait).toBeCloseTo(10 - i / 10, 4);
    expect(Math.min(...waits)).toBeCloseTo(0.0005, 6);
    expect(waits.at(-1)).toBeCloseTo(0.030508, 6);
  });

  it("is an outage as long as the time-out less the patience of the clients", () => {
    // Whoever asks in the last 2 s (answerWithin) is answered in time. 100 ms between writes.
    const run = drill(cut);
    expect(Math.abs(metric(run, "rtoAchievedSeconds") - 8)).toBeLessThanOrEqual(0.1);
    expect(phaseOf(run, "block")).toBe(metric(run, "rtoAchievedSeconds"));
    expect(metric(run, "lostTransactions")).toBe(0);
  });
});

describe("synchronous replication that blocks", () => {
  it("is down from the cut of its only link to the first probe after it, plus the way back", () => {
    // Cut for 5 s. Two round trips after the cut a loss probe goes out, 0.06 s, then the time-out runs, RTT + 200 ms,
    // doubled each time, and each timer is late by half a slot of its wheel: 0.232, 0.476, 0.936, 1.856 and 3.808 s, so
    // that the first attempt after the cut is at 7.368 s. What has waited, 7.4 KB, fits the first window: all are
    // answered a round trip and two flushes later, at 7.399 s. Patience lasts 2 s: answered in time again from 5.399 s on.
    const run = drill(
      aScenario("[ { kind: link-cut, link: wan, for: 5 s } ]", {
        "replication.acknowledge": "{ kind: synchronous }",
        ...SLOWLY,
        "workload.db.transaction.log": "100 B",
        failover: "{ kind: none }",
      }),
    );
    // Writes are 0.1 s apart: the first that is in time is the next one.
    expect(metric(run, "rtoAchievedSeconds")).toBeGreaterThanOrEqual(5.399);
    expect(metric(run, "rtoAchievedSeconds")).toBeLessThan(5.5);
  });
});
