// Where nothing streams to the other site, a copy that a backup was once restored onto is no standby once the primary has
// gone home: the next time the city is lost, a backup is restored again.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { Model } from "../../sim/model/model.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

const OFF_SITE = `
twinsite: 1
title: A vault, and a machine to restore on
run: { everyWrite: true, leadIn: 5 s, stableFor: 10 s, limit: 2 h }
sites: { a: {}, b: {}, v: {} }
links:
  wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 30 ms }
  a-v: { between: [a, v], bandwidth: 1 Gbit/s, rtt: 10 ms }
  b-v: { between: [b, v], bandwidth: 1 Gbit/s, rtt: 10 ms }
clusters:
  db: { members: { a: 1, b: 1 }, prefers: a, dataset: 1 GB, node: { restart: 20 s, rewind: 5 s } }
replication: { shape: off-site-backup }
backup: { to: v, full: daily, log: 5 min }
failover: { kind: manual, notice: 10 s, decide: 10 s, fence: 1 s, act: 1 s }
clients: { all: { near: a, redirect: { kind: proxy }, timeouts: { connect: 5 s, socket: 20 s } } }
workload:
  db: { arrivals: { kind: constant, mean: 10 /s }, transaction: { log: 1 KB } }
disruptions:
  test:
    - { kind: site-loss, site: a, for: 10 min }
    - { kind: site-loss, site: b, after: 20 min, for: 10 min }
    - { kind: site-loss, site: a, after: 60 min, for: 10 min }
`;

it.each<Resolution>(["transaction", "fluid"])("what was left behind is not promoted, %s", (resolution) => {
  const model = new Model(
    loadScenarioOrThrow(OFF_SITE),
    "test",
    randomRoot("left").replication(1),
    resolution,
  );
  const { kernel, bus } = model.world;
  const restored: string[] = [];
  const promoted: string[] = [];
  bus.on("restored", ({ node, recoveryPoint }) => {
    restored.push(node);
    // Log every five minutes, and what takes its time.
    expect(kernel.now - recoveryPoint).toBeLessThan(15 * 60e6);
  });
  bus.on("promoted", ({ node }) => promoted.push(node));
  model.run();
  expect(promoted).toEqual(["db-b-1", "db-a-1", "db-b-1"]);
  expect(restored).toEqual(promoted);
});
