// Stretches of served shares, told as they come about, against the tracks that keep everything.
import { describe, expect, it } from "vitest";
import type { Clientele, ServedStep } from "../../sim/cluster/clientele.ts";
import { EventBus } from "../../sim/cluster/event-bus.ts";
import type { Topology } from "../../sim/cluster/topology.ts";
import { Outages } from "../../sim/metrics/outages.ts";
import { ServedStretches } from "../../sim/metrics/served-stretches.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { aModel, aScenario, at } from "../support/scenarios.ts";

const level = { share: 0.95, stableFor: 10_000_000 };

describe("the stretches of a drill", () => {
  const clients = {
    "clients.all.redirect": "{ kind: dns, ttl: 20 s }",
    "clients.all.share": "0.6",
    "clients.others":
      "{ of: db, near: a, share: 40 %, redirect: { kind: proxy }, timeouts: { connect: 1 s, socket: 5 s } }",
    "workload.db.arrivals.mean": "10 /s",
  };
  const faults = "[ { kind: site-loss, site: a, for: 2 min }, { after: 4 min, kind: node-hang, for: 20 s } ]";

  it("follow one another without gaps and say what the tracks say", () => {
    const model = aModel(aScenario(faults, clients));
    const { kernel, bus, topology, populations: clienteles } = model.world;
    const told: { from: number; to: number; serving: number[] }[] = [];
    const stretches = new ServedStretches(
      { kernel, bus, topology, clienteles },
      { stretch: (from, to, served) => told.push({ from, to, serving: served.map((step) => step.serving) }) },
    );
    const facts = model.run();
    stretches.tellUntil(kernel.now);
    expect(told.length).toBeGreaterThan(100);
    told.forEach(({ from, to }, i) => {
      expect(to).toBeGreaterThan(from);
      expect(from).toBe(told[i - 1]?.to ?? 0);
    });
    expect(told.at(-1)?.to).toBe(kernel.now);
    // 6 and 4 writes a second; the drill is measured from 5 s on.
    let unserved = 0;
    for (const { from, to, serving } of told)
      for (const [i, share] of serving.entries())
        unserved += ((1 - share) * [6, 4][i]! * Math.max(0, to - Math.max(from, 5e6))) / 1e6;
    expect(unserved).toBeCloseTo(facts.unserved, 6);
    const ended: number[] = [];
    const outages = new Outages(level, (start, end) => ended.push(end - start));
    for (const { from, to, serving } of told)
      outages.add(from, to, 0.6 * (serving[0] as number) + 0.4 * (serving[1] as number));
    outages.close();
    expect(ended.length).toBeGreaterThan(1);
    expect(Math.max(...ended)).toBe((facts.outage?.end ?? 0) - (facts.outage?.start ?? 0));
  });
});

describe("a plan that is replaced", () => {
  it("is told as far as it came about, and no further", () => {
    const bus = new EventBus();
    const kernel = { now: 0 as Instant };
    const step = (t: number, serving: number): ServedStep => ({ at: t, serving, reading: serving });
    const clientele = { foreseen: [step(0, 1)] } as unknown as { foreseen: ServedStep[] } & Clientele;
    const told: string[] = [];
    const stretches = new ServedStretches(
      { kernel, bus, topology: { onChange: () => {} } as unknown as Topology, clienteles: [clientele] },
      { stretch: (from, to, [one]) => told.push(`${from}-${to}: ${one?.serving}`) },
    );
    const plan = (now: number, steps: ServedStep[]): void => {
      kernel.now = now as Instant;
      clientele.foreseen = steps;
      bus.emit("connectionsPlanned", { population: "", steps: [] });
    };
    plan(100, [step(100, 0), step(150, 0.5), step(300, 1)]);
    plan(200, [step(200, 0.25)]);
    kernel.now = at(1);
    stretches.tellUntil(250);
    stretches.tellUntil(250);
    stretches.tellUntil(400);
    expect(told).toEqual(["0-100: 1", "100-150: 0", "150-200: 0.5", "200-250: 0.25", "250-400: 0.25"]);
  });
});
