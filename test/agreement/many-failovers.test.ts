// Forty failovers, there and back again: what a plane forgets of the past is nothing that a loss is asked of.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { LossWatch } from "../../sim/metrics/outlook/loss-watch.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { Model } from "../../sim/model/model.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { aScenario } from "../support/scenarios.ts";

const FAILOVERS = 40;
/** Each time the line goes 20 s before the site does: what was written meanwhile is lost. */
const faults = Array.from({ length: FAILOVERS }, (_, i) => {
  const begin = i * 240;
  const site = i % 2 === 0 ? "a" : "b";
  return `{ kind: link-cut, link: wan, after: ${begin} s, for: 100 s },
    { kind: site-loss, site: ${site}, after: ${begin + 20} s, for: 80 s }`;
});
const scenario = aScenario(`[ ${faults.join()} ]`, {
  "workload.db.arrivals": "{ kind: constant, mean: 20 /s }",
  "failover.maximumLag": "1 GB",
  "run.limit": "3 h",
});

interface Told {
  readonly transactions: number;
  readonly seconds: number;
}

function lossesOf(resolution: Resolution): Told[] {
  const model = new Model(scenario, "test", randomRoot("failovers").replication(1), resolution);
  const told: Told[] = [];
  let faultAt = 0 as Instant;
  const { kernel, bus, plane } = model.world;
  bus.on("faultBegan", () => {
    faultAt = kernel.now;
  });
  new LossWatch({
    kernel,
    bus,
    plane,
    faultAt: () => faultAt,
    lost: ({ transactions, rpoAchieved }) => told.push({ transactions, seconds: rpoAchieved / 1e6 }),
  });
  model.run();
  return told;
}

it("each of forty failovers loses as much, from as long ago, in both planes", () => {
  const transaction = lossesOf("transaction");
  const fluid = lossesOf("fluid");
  expect(transaction).toHaveLength(FAILOVERS);
  expect(fluid).toHaveLength(FAILOVERS);
  transaction.forEach((one, i) => {
    const other = fluid[i] as Told;
    // One record, and the time of one: 1 / (20 /s).
    expect(
      Math.abs(other.transactions - one.transactions),
      `transactions of failover ${i}`,
    ).toBeLessThanOrEqual(1);
    expect(Math.abs(other.seconds - one.seconds), `seconds of failover ${i}`).toBeLessThanOrEqual(0.05);
  });
});
