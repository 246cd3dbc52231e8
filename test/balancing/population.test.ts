// What a population plans when something happens to it: once, and then it does exactly that.
import { describe, expect, it } from "vitest";
import { cohorts } from "../../sim/balancing/cohort.ts";
import type { ConnectionStep } from "../../sim/cluster/data-plane.ts";
import type { EventMap } from "../../sim/cluster/events.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import { aModel, aScenario, at } from "../support/scenarios.ts";

const dns = {
  "clients.all.redirect": "{ kind: dns, ttl: 20 s, update: 1 s }",
  "clients.all.near": "a",
  "workload.db.arrivals.mean": "10 /s",
};

interface Played {
  readonly plans: { at: number; steps: EventMap["connectionsPlanned"]["steps"] }[];
  readonly told: readonly ConnectionStep[][];
  readonly served: (t: Instant) => number;
  readonly foreseen: (t: Instant) => { serving: number; reading: number };
  readonly run: (until: Instant) => void;
}

/** The fault comes at 5 s. */
function played(faults: string, changes: Readonly<Record<string, string>> = dns): Played {
  const model = aModel(aScenario(faults, changes));
  const { bus, kernel, populations, plane } = model.world;
  const clients = populations[0] as (typeof populations)[number];
  const plans: Played["plans"] = [];
  const told: ConnectionStep[][] = [];
  bus.on("connectionsPlanned", ({ steps }) => plans.push({ at: kernel.now, steps }));
  const connect = plane.connect.bind(plane);
  plane.connect = (population, plan) => {
    told.push([...plan]);
    connect(population, plan);
  };
  const run = (until: Instant): void => kernel.run(until);
  return {
    plans,
    told,
    run,
    served: (t) => {
      run(t);
      return clients.servedShare;
    },
    foreseen: (t) => clients.foreseen.findLast((step) => step.at <= t) ?? { serving: 0, reading: 0 },
  };
}

describe("the plan of a population", () => {
  it("is made once when its primary is lost and once when another one serves, not cohort by cohort", () => {
    const { plans, run } = played("[ { kind: site-loss, site: a } ]");
    run(at(4));
    plans.length = 0;
    run(at(300));
    expect(plans.map(({ steps }) => steps.length > 100)).toEqual([false, true]);
  });

  it("begins now, ascends, and its shares are those of two hundred cohorts", () => {
    const { told, plans, run } = played("[ { kind: site-loss, site: a } ]");
    run(at(300));
    told.forEach((plan, i) => {
      expect(plan[0]?.at).toBe(plans[i]?.at);
      const instants = plan.map((step) => step.at);
      expect(instants).toEqual([...new Set(instants)].sort((a, b) => a - b));
      for (const { connections } of plan)
        for (const { share } of connections) expect(share).toBe(Math.round(share * 200) / 200);
    });
    expect(told.at(-1)?.at(-1)?.connections).toEqual([{ node: "db-b-1", share: 1 }]);
  });

  it("comes about: what was foreseen at the promotion is what is served at each step", () => {
    const { plans, run, served, foreseen } = played("[ { kind: site-loss, site: a } ]");
    for (let t = 5; (plans.at(-1)?.steps.length ?? 0) < 100; t++) run(at(t));
    const steps = plans.at(-1)?.steps ?? [];
    for (const step of steps.filter((_, i) => i % 20 === 5)) {
      const expected = foreseen(step.at).serving;
      expect(served(step.at)).toBe(expected);
    }
  });

  it("is left alone by whatever does not concern the clients", () => {
    const { plans, run } = played("[ { kind: link-cut, link: a-w, for: 20 s } ]");
    run(at(4));
    plans.length = 0;
    run(at(100));
    expect(plans).toEqual([]);
  });

  it("gives way to a new one in the middle: who has arrived stays, nobody else comes", () => {
    // b takes over 20 to 40 s after the fault; at 100 s clients are still finding their way, which takes 200 s.
    const faults = "[ { kind: site-loss, site: a }, { after: 95 s, kind: edge-loss, site: b, for: 10 s } ]";
    const { served, foreseen } = played(faults, {
      ...dns,
      "clients.all.redirect": "{ kind: dns, ttl: 200 s }",
    });
    const before = served(at(99.9));
    expect(before).toBeGreaterThan(0.2);
    expect(before).toBeLessThan(0.5);
    expect(foreseen(at(300))).toMatchObject({ serving: 1, reading: 1 });
    expect(served(at(100.1))).toBe(0);
    expect(foreseen(at(300))).toMatchObject({ serving: 0, reading: 0 });
    expect(served(at(109.9))).toBe(0);
    expect(served(at(320))).toBe(1);
  });
});

describe("fewer cohorts", () => {
  it.each([40, 200])("%d of them represent every phase alike", (count) => {
    const phases = cohorts(count, 0.3, at(0))
      .map(({ cache }) => cache)
      .sort((a, b) => a - b);
    expect(phases).toHaveLength(count);
    for (const [i, phase] of phases.entries())
      if (i > 0) expect(phase - (phases[i - 1] as number)).toBeCloseTo(1 / count, 9);
  });
});
