// A day of random faults, far more of them than in life, in both data planes; four weeks of them with TWINSITE_LONG=1.
import { describe, expect, it } from "vitest";
import { Phase } from "../../sim/kernel/phase.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Incident } from "../../sim/metrics/outlook/incident.ts";
import { SketchBook } from "../../sim/metrics/outlook/sketch.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { failuresOf } from "../../sim/model/failures.ts";
import { Outlook } from "../../sim/model/outlook.ts";
import { after, type Instant, seconds } from "../../sim/quantity/time.ts";
import { nothingFails } from "../support/failures.ts";
import { aScenario } from "../support/scenarios.ts";

const LOOK = seconds(10);
const scenario = aScenario("[ { kind: site-loss, site: a } ]", {
  ...nothingFails,
  "run.leadIn": "5 s",
  "workload.db.arrivals": "{ kind: diurnal, mean: 10 /s, peak: 2 }",
  // Twice the peak.
  "links.wan.bandwidth": "0.4 Mbit/s",
  "failover.maximumLag": "1 GB",
  "failures.inputs": "exact",
  "failures.coverage": "{ fresh: 100 %, floor: 100 % }",
  "failures.link-cut":
    "{ every: { kind: exponential, mean: 6 h }, repair: { kind: lognormal, median: 40 min, sigma: 1 }, shared: { pair: 0 %, duct: 0 % } }",
  "failures.link-degradation": "{ every: { kind: exponential, mean: 24 h } }",
  "failures.node-crash": "{ every: { kind: exponential, mean: 24 h } }",
  "failures.site-outage":
    "{ every: { kind: exponential, mean: 18 h }, repair: { kind: lognormal, median: 30 min, sigma: 1 } }",
});

interface Life {
  /** Mean age of the copy at the other site, s. */
  readonly lag: number;
  readonly lostTransactions: number;
  readonly lossSeconds: number;
  /** Of incidents that lost a second or more. */
  readonly recoveryPoints: readonly number[];
  readonly downtime: number;
  /** Causes of each. */
  readonly incidents: readonly string[];
}

function lifeOf(resolution: Resolution, days: number): Life {
  const recoveryPoints: number[] = [];
  const incidents: string[] = [];
  const root = randomRoot("month");
  const outlook = new Outlook({
    scenario,
    random: root.replication(1),
    failures: failuresOf(scenario, root.replication(2)),
    years: days / 365.25,
    resolution,
    sketch: new SketchBook(12),
    replication: 1,
    grain: "every-write",
    follow: (incident: Incident, what) => {
      if (what !== "ended") return;
      incidents.push(`${incident.begin} ${incident.causes.join()}`);
      if (incident.lossAge >= 1e6) recoveryPoints.push(incident.lossAge / 1e6);
    },
  });
  const { kernel, plane, services } = outlook.world;
  const { service } = services[0] as (typeof services)[number];
  let lag = 0;
  let looks = 0;
  const look = (): void => {
    const { now } = kernel;
    const other = service.members.find(({ node }) => node !== service.primary)?.node ?? "";
    if (plane.timelineOf(other, service.origin) === service.timeline && service.accepts(service.primary)) {
      const held = plane.position(other, service.origin, "received", now);
      if (held >= 0) {
        lag += Math.max(0, now - plane.ledger(service.timeline).appendedPast(held)) / 1e6;
        looks++;
      }
    }
    kernel.at(after(now, LOOK), look, Phase.observers);
  };
  kernel.at(seconds(31.4) as number as Instant, look, Phase.observers);
  const { totals } = outlook.run();
  return {
    lag: lag / looks,
    lostTransactions: totals.lostTransactions,
    lossSeconds: totals.loss / 1e6,
    recoveryPoints,
    downtime: totals.downtime / 1e6,
    incidents,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const share = (one: number, other: number): number => Math.abs(one - other) / Math.abs(other);

/** Four weeks only where asked for: 24 million writes, one by one. */
const SPANS = process.env.TWINSITE_LONG === "1" ? [1, 28] : [1];

describe.each(SPANS)("%i days of random faults", (days) => {
  it("are the same incidents in both planes, with the same lag, loss and downtime", {
    timeout: 3_600_000,
  }, () => {
    const fluid = lifeOf("fluid", days);
    const transaction = lifeOf("transaction", days);
    console.log(JSON.stringify({ days, transaction, fluid }));
    expect(fluid.incidents).toEqual(transaction.incidents);
    if (days < 28) return;
    expect(share(fluid.lag, transaction.lag)).toBeLessThanOrEqual(0.005);
    expect(share(fluid.lostTransactions, transaction.lostTransactions)).toBeLessThanOrEqual(0.005);
    expect(share(fluid.lossSeconds, transaction.lossSeconds)).toBeLessThanOrEqual(0.005);
    expect(fluid.recoveryPoints).toHaveLength(transaction.recoveryPoints.length);
    expect(share(sum(fluid.recoveryPoints), sum(transaction.recoveryPoints))).toBeLessThanOrEqual(0.005);
    expect(share(fluid.downtime, transaction.downtime)).toBeLessThanOrEqual(0.01);
  });
});
