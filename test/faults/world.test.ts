// All sources at once in a world of nodes and links: after every change exactly that is broken which some process breaks,
// and the list of processes is the same for every policy.
import { expect, it } from "vitest";
import { EventBus } from "../../sim/cluster/event-bus.ts";
import { Nodes } from "../../sim/cluster/nodes.ts";
import { Service } from "../../sim/cluster/service.ts";
import { Topology } from "../../sim/cluster/topology.ts";
import { FailureClocks } from "../../sim/faults/clocks.ts";
import { YEAR } from "../../sim/faults/frequency.ts";
import type { FailureProcess } from "../../sim/faults/process.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { landscapeOf } from "../../sim/model/landscape.ts";
import { type Instant, seconds } from "../../sim/quantity/time.ts";
import { failureProcesses } from "../../sim/scenario/failures.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { edited, example } from "../scenario/example.ts";

const bad = `${example}\nfailures: { preset: pessimistic }\n`;

function aWorld(scenario: Scenario) {
  const landscape = landscapeOf(scenario);
  const kernel = new Kernel();
  const bus = new EventBus();
  const random = randomRoot("world").replication(1);
  const plane = { setLink() {}, setPath() {}, setHost() {}, setPace() {}, setWriter() {} };
  const topology = new Topology({ ...landscape, kernel, plane, bus, convergence: seconds(1) });
  const nodes = new Nodes({ kernel, plane, bus, random, topology, nodes: landscape.nodes });
  const services = landscape.services.map(
    ({ id, members }, origin) => new Service({ id, origin, members, plane, bus }),
  );
  const processes = failureProcesses(scenario);
  const clocks = new FailureClocks({
    kernel,
    random,
    bus,
    world: { topology, nodes, services, kernel },
    processes,
  });
  return { kernel, bus, clocks, processes, nodes, topology };
}

/** What a process breaks, written down a second time: nodes that are down, links that are cut, sites without clients. */
function broken({ source, faults, subject }: FailureProcess, nodes: Nodes): string[] {
  return faults.flatMap((fault): string[] => {
    switch (fault.kind) {
      case "node-crash":
        return [`node ${fault.node}`];
      case "server-loss":
        return fault.nodes.map((node) => `node ${node}`);
      case "cluster-loss":
        return nodes.all
          .filter(({ cluster, site }) => cluster === fault.cluster && (fault.site ?? site) === site)
          .map(({ id }) => `node ${id}`);
      case "site-loss":
        return [
          `site ${fault.site}`,
          `edge ${fault.site}`,
          ...nodes.all.filter(({ site }) => site === fault.site).map(({ id }) => `node ${id}`),
        ];
      case "edge-loss":
        return [`edge ${fault.site}`];
      case "link-cut":
        return [`link ${fault.link}`];
      case "node-hang":
      case "link-degradation":
        return [];
      default:
        throw new Error(`${source} of ${subject} breaks something unknown: ${fault.kind}`);
    }
  });
}

it("whatever overlaps, exactly that is broken which some process breaks", () => {
  const often = "{ every: 200 h, repair: { kind: exponential, mean: 20 h } }";
  const sources = ["server-failure", "rack-loss", "site-outage", "edge-loss", "operator-error", "link-cut"];
  const text = `${example}\nfailures: { ${sources.map((source) => `${source}: ${often}`).join(", ")} }\n`;
  const { kernel, clocks, processes, nodes, topology } = aWorld(loadScenarioOrThrow(text));
  const breaks = processes.map((each) => broken(each, nodes));
  clocks.start();
  let overlaps = 0;
  for (let n = 1; n <= 2000; n++) {
    kernel.run(((n * YEAR) / 100) as Instant);
    const down = processes.flatMap((_, i) => (clocks.isDown(i) ? breaks[i]! : []));
    if (new Set(down).size < down.length) overlaps++;
    const is = new Set(down);
    for (const { id } of nodes.all) expect(nodes.state(id) === "down").toBe(is.has(`node ${id}`));
    for (const site of topology.sites) {
      expect(topology.isSiteUp(site)).toBe(!is.has(`site ${site}`));
      expect(topology.isEdgeUp(site)).toBe(!is.has(`edge ${site}`));
    }
    for (const { id, between } of topology.links)
      expect(topology.isUp(id, between[0])).toBe(!is.has(`link ${id}`));
  }
  // Some things were held twice when looked at: the test looks at something.
  expect(overlaps).toBeGreaterThan(200);
});

it("every failure and repair is told on the bus, as the faults of a drill are", () => {
  const { kernel, bus, clocks, processes } = aWorld(loadScenarioOrThrow(bad));
  let began = 0;
  let ended = 0;
  bus.on("faultBegan", ({ kind, subject }) => {
    began++;
    expect(processes.some((each) => each.source === kind && each.subject === subject)).toBe(true);
  });
  bus.on("faultEnded", () => ended++);
  clocks.start();
  kernel.run((2 * YEAR) as Instant);
  const failures = processes.reduce((sum, _, i) => sum + clocks.failures(i), 0);
  const down = processes.filter((_, i) => clocks.isDown(i)).length;
  expect(began).toBe(failures);
  expect(ended).toBe(failures - down);
  // 274 a year are expected.
  expect(failures).toBeGreaterThan(400);
});

it("another policy has the same failures; another name for a link or a site, too", () => {
  const log = (text: string): string => {
    const { kernel, clocks } = aWorld(loadScenarioOrThrow(text));
    const entries: string[] = [];
    clocks.onFailure((i, at) => entries.push(`${i} ${at}`));
    clocks.onRepair((i, at) => entries.push(`${i} ${at}`));
    clocks.start();
    kernel.run(YEAR as number as Instant);
    return entries.join("\n");
  };
  const before = log(bad);
  expect(log(edited("{ kind: asynchronous }", "{ kind: quorum, standbys: 2 }", bad))).toBe(before);
  expect(log(edited("preset: patroni", "preset: pigsty-safe", bad))).toBe(before);
  expect(log(bad.replaceAll("carrier-2", "the-other-line").replaceAll("wuhan", "changsha"))).toBe(before);
});
