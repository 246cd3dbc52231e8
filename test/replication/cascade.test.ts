// A standby that feeds others may go on with another history: whoever follows it goes on with it, in either data plane.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { Model } from "../../sim/model/model.ts";
import { type Instant, seconds } from "../../sim/quantity/time.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";

const TWO_WAY = `
twinsite: 1
title: Two sites, both take writes, a second node in each
run: { everyWrite: true, leadIn: 5 s, stableFor: 10 s, limit: 10 min }
sites: { a: {}, b: {}, w: { role: witness } }
links:
  wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 30 ms }
  a-w: { between: [a, w], bandwidth: 1 Gbit/s, rtt: 10 ms }
  b-w: { between: [b, w], bandwidth: 1 Gbit/s, rtt: 10 ms }
clusters:
  db: { members: { a: 2, b: 2 }, shape: two-way, node: { restart: 20 s, rewind: 5 s } }
replication: { acknowledge: { kind: asynchronous }, conflicts: last-writer-wins }
failover: { kind: lease, storeLeader: w, votes: [a, b, w] }
clients:
  east: { near: a, share: 50 %, redirect: { kind: proxy }, timeouts: { connect: 5 s, socket: 20 s } }
  west: { near: b, share: 50 %, redirect: { kind: proxy }, timeouts: { connect: 5 s, socket: 20 s } }
workload:
  db: { arrivals: { kind: constant, mean: 20 /s }, transaction: { log: 1 KB } }
disruptions:
  test:
    - { kind: partition, between: [a, b], for: 150 s }
    - { kind: node-crash, node: db-a-1, after: 20 s, for: 10 s }
    - { kind: node-crash, node: db-b-2, after: 200 s, for: 10 s }
`;
// db-b-1 takes in what a writes, and db-b-2 follows it. While the sites are parted a fails over: a new history. After
// the cut db-b-1 goes on with that; its stream to db-b-2 has stood all the while. Then db-b-2 restarts.

it.each<Resolution>(["transaction", "fluid"])(
  "a cascade follows its source onto another history, %s",
  (resolution) => {
    const model = new Model(
      loadScenarioOrThrow(TWO_WAY),
      "test",
      randomRoot("cascade").replication(1),
      resolution,
    );
    const { kernel, plane, services } = model.world;
    let promotions = 0;
    model.world.bus.on("promoted", () => promotions++);
    // After the cut, before the restart: nothing has made db-b-2 connect again but its source.
    kernel.at(seconds(195) as number as Instant, () => {
      const behind = services.filter(
        ({ service }) => plane.timelineOf("db-b-2", service.origin) !== service.timeline,
      );
      expect(behind).toEqual([]);
    });
    model.run();
    expect(promotions).toBeGreaterThan(0);
    for (const { service } of services)
      for (const { node } of service.members) {
        expect(plane.timelineOf(node, service.origin)).toBe(service.timeline);
        const lag = plane.ledger(service.timeline).appended(kernel.now);
        // 10 /s of 1 KB, at most 15 ms apart and a flush or two.
        expect(lag - plane.position(node, service.origin, "received", kernel.now)).toBeLessThan(5_000);
      }
  },
);
