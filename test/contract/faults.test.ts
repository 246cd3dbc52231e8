// Every registered fault: it breaks something, and when it lets go everything is as before, whatever else was broken meanwhile.
import { describe, expect, it } from "vitest";
import type { HostCondition, LinkCondition, Pace } from "../../sim/cluster/data-plane.ts";
import { EventBus } from "../../sim/cluster/event-bus.ts";
import { Nodes } from "../../sim/cluster/nodes.ts";
import { Service } from "../../sim/cluster/service.ts";
import { type Release, Topology } from "../../sim/cluster/topology.ts";
import type { Fault } from "../../sim/faults/fault.ts";
import { faults } from "../../sim/faults/registry.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { landscapeOf } from "../../sim/model/landscape.ts";
import { type Instant, seconds } from "../../sim/quantity/time.ts";
import { aScenario } from "../support/scenarios.ts";

/** At least one of every kind; of most two, that overlap in part. */
const samples: Readonly<Record<string, readonly object[]>> = {
  "app-database-partition": [{ site: "a" }, { site: "b" }],
  "bulk-copy": [
    { from: "a", to: "b" },
    { from: "b", to: "w", rate: "10 MB/s" },
  ],
  "cluster-loss": [{ cluster: "db" }, { cluster: "db", site: "a" }],
  "disk-stall": [{}, { node: "standby", for: "20 s" }],
  "edge-loss": [{ site: "a" }, { site: "b" }],
  "host-stall": [{}, { nodes: ["db-a-1", "db-b-1"] }],
  "link-cut": [{ link: "wan" }, { link: "wan", from: "a" }],
  "link-degradation": [
    { link: "wan", loss: "1 %", bandwidth: "50 %" },
    { link: "wan", from: "b", addedDelay: "5 ms" },
  ],
  "link-flap": [{ link: "wan", down: "1 s", up: "4 s" }],
  "node-crash": [{}, { node: "db-b-1" }],
  "node-hang": [{}, { node: "standby" }],
  partition: [{ isolates: "a" }, { between: ["a", "b"], from: "a" }],
  "process-stall": [{}, { node: "standby" }],
  "server-loss": [{ nodes: ["db-a-1"] }, { nodes: ["primary", "standby"], storage: "destroyed" }],
  "slow-node": [{}, { node: "standby", service: 1, flush: 1000 }],
  "store-stall": [{}, { site: "a" }],
  "site-loss": [{ site: "a" }, { site: "b", inFlight: "lost" }, { site: "a", storage: "destroyed" }],
};

const landscape = landscapeOf(aScenario("[ { kind: node-crash } ]", { "clusters.db.node.restart": "3 s" }));

function aWorld() {
  const kernel = new Kernel();
  const bus = new EventBus();
  const links = new Map<string, LinkCondition>();
  const hosts = new Map<string, HostCondition>();
  const paces = new Map<string, Pace>();
  const paths = new Map<string, readonly string[]>();
  const plane = {
    setLink: (link: string, from: string, condition: LinkCondition) =>
      void links.set(`${link}/${from}`, condition),
    setPath: (from: string, to: string, path: readonly string[]) => void paths.set(`${from}>${to}`, path),
    setHost: (node: string, condition: HostCondition) => void hosts.set(node, condition),
    setPace: (node: string, pace: Pace) => void paces.set(node, pace),
    setWriter: () => {},
  };
  const topology = new Topology({ ...landscape, kernel, plane, bus, convergence: seconds(1) });
  const random = randomRoot("faults").replication(1);
  const nodes = new Nodes({ kernel, plane, bus, random, topology, nodes: landscape.nodes });
  const members = landscape.services[0]?.members ?? [];
  const service = new Service({ id: "db", origin: 0, members, plane, bus });
  for (const { id } of landscape.nodes) {
    hosts.set(id, "running");
    paces.set(id, { service: 1, flush: 1 });
  }
  const state = (): object => ({
    links: Object.fromEntries(links),
    paths: Object.fromEntries(paths),
    hosts: Object.fromEntries(hosts),
    paces: Object.fromEntries(paces),
    sites: topology.sites.map((site) => [
      site,
      topology.isSiteUp(site),
      topology.isEdgeUp(site),
      topology.isStoreUp(site),
      topology.applicationReaches(site, site),
    ]),
    nodes: nodes.all.map(({ id }) => [id, nodes.state(id), nodes.answers(id), nodes.renews(id)]),
    reach: topology.sites.map((a) => topology.sites.map((b) => topology.reaches(a, b))),
  });
  /** Routes converge, nodes start. */
  const settle = (): void => kernel.run((kernel.now + 10_000_000) as Instant);
  return { breakable: { topology, nodes, services: [service], kernel }, state, settle };
}

const every = [...faults.parts].flatMap(([kind, part]) =>
  (samples[kind] ?? []).map((sample) => {
    const config = part.config.parse({ kind, ...sample });
    const fault = part as unknown as Fault;
    return {
      name: `${kind} ${JSON.stringify(sample)}`,
      begin: (world: ReturnType<typeof aWorld>): Release => fault.begin(config as never, world.breakable),
      subject: fault.subject(config as never),
    };
  }),
);

it("every kind is tried here", () => {
  expect(Object.keys(samples).sort()).toEqual([...faults.parts.keys()].sort());
});

describe.each(every)("$name", ({ begin, subject }) => {
  it("breaks something at once, and nothing of it is left when it is over", () => {
    const world = aWorld();
    const before = world.state();
    const release = begin(world);
    expect(world.state()).not.toEqual(before);
    world.settle();
    release();
    world.settle();
    expect(world.state()).toEqual(before);
  });

  it("leaves standing what another fault still holds, in whatever order they end", () => {
    for (const other of every) {
      const alone = aWorld();
      other.begin(alone);
      alone.settle();
      const before = aWorld();
      const released = begin(before);
      other.begin(before);
      before.settle();
      released();
      before.settle();
      expect(before.state(), other.name).toEqual(alone.state());
      const after = aWorld();
      other.begin(after);
      const releasedLater = begin(after);
      after.settle();
      releasedLater();
      after.settle();
      expect(after.state(), other.name).toEqual(alone.state());
    }
  });

  it("has a subject for people", () => {
    expect(subject).toMatch(/\S/);
    expect(subject).not.toMatch(/undefined|\[object/);
  });
});
