// Two designs on one seed meet the same arrivals and the same faults, whatever their policies make of them; and what is
// added to a design changes nobody else's luck. Comparisons and the gate rest on it.
import { describe, expect, it, test } from "vitest";
import type { OutlookJob } from "../../sim/experiment/outlook-job.ts";
import { outlookOf } from "../../sim/experiment/run-outlook-block.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { SketchBook } from "../../sim/metrics/outlook/sketch.ts";
import { Model } from "../../sim/model/model.ts";
import { after, millis } from "../../sim/quantity/time.ts";
import { scenarioOf } from "../scenarios/shipped.ts";

const policies = {
  "a longer lease": ["failover.ttl=45s"],
  "another failover policy": ["failover={ kind: manual }"],
  "slower clients": ["clients.*.redirect.ttl=90s"],
  "synchronous commits": ["replication.acknowledge={ kind: synchronous, standbys: 1, whenAlone: block }"],
  "a thin line": ["links.carrier-1.bandwidth=20 Mbit/s"],
};
const additions = {
  "a third line": [
    "links.carrier-3={ between: [shanghai, beijing], bandwidth: 1 Gbit/s, rtt: 40 ms, duct: inland }",
  ],
  "a third server in the second city": ["clusters.orders.members={ shanghai: 2, beijing: 3 }"],
};

describe("a drill", () => {
  /** Writes offered up to each tenth of a second of two minutes and a bit, and every fault. */
  function playedOf(disruption: string, overrides: readonly string[]) {
    const scenario = scenarioOf("two-cities", overrides);
    const { world } = new Model(scenario, disruption, randomRoot("42").replication(1));
    const { kernel, plane, bus } = world;
    const faults: string[] = [];
    bus.on("faultBegan", ({ kind, subject }) => faults.push(`${kernel.now} ${kind} ${subject} begins`));
    bus.on("faultEnded", ({ kind, subject }) => faults.push(`${kernel.now} ${kind} ${subject} ends`));
    const writes = Array.from({ length: 1_300 }, () => {
      kernel.run(after(kernel.now, millis(100)));
      return plane.writesOffered;
    });
    return { faults, writes };
  }
  const base = playedOf("cluster-in-site", []);

  test.each(Object.entries({ ...policies, ...additions }))(
    "has the same arrivals and faults with %s",
    (_, overrides) => {
      expect(playedOf("cluster-in-site", overrides)).toEqual(base);
    },
  );

  it("has some of each: the comparison says something", () => {
    expect(base.writes.at(-1)).toBeGreaterThan(10_000);
    expect(base.faults).toHaveLength(2);
    expect(playedOf("cluster-in-site", ["workload.orders.arrivals.mean=1210 /s"]).writes).not.toEqual(
      base.writes,
    );
  });
});

describe("an outlook", () => {
  const job: OutlookJob = {
    question: "outlook",
    firstReplication: 2,
    replications: 1,
    years: 1,
    seed: "42",
    resolution: "fluid",
    inputDraws: 1,
  };

  /** Every failure and repair of the years, as "instant source subject". */
  function failuresOf(overrides: readonly string[]): string[] {
    const own = { root: randomRoot("42"), replication: 2, sketch: new SketchBook(job.years * 12) };
    const outlook = outlookOf(scenarioOf("two-cities-years", overrides), job, own);
    const { kernel } = outlook.world;
    const failures: string[] = [];
    outlook.onAny((name, payload) => {
      if (name !== "faultBegan" && name !== "faultEnded") return;
      const { kind, subject } = payload as { kind: string; subject: string };
      failures.push(`${kernel.now} ${name} ${kind} ${subject}`);
    });
    outlook.run();
    return failures;
  }
  const base = failuresOf([]);

  it("has failures of many kinds", () => {
    expect(base.length).toBeGreaterThan(80);
    expect(new Set(base.map((each) => each.split(" ")[2])).size).toBeGreaterThan(5);
  });

  test.each(Object.entries(policies))(
    "has the same failures at the same instants with %s",
    (_, overrides) => {
      expect(failuresOf(overrides)).toEqual(base);
    },
  );

  test.each(Object.entries(additions))("has the same failures of all others with %s", (_, overrides) => {
    const subject = (failure: string): string => failure.split(" ").slice(2).join(" ");
    const known = new Set(base.map(subject));
    const now = failuresOf(overrides);
    expect(now.length).toBeGreaterThan(base.length);
    expect(now.filter((failure) => known.has(subject(failure)))).toEqual(base);
  });
});
