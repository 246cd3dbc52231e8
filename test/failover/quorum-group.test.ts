// A group that votes: what becomes of a leader in the minority, of its writes, and of a group that cannot form a majority.
import { describe, expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent, RunResult } from "../../sim/experiment/run-result.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { diagnosed, edited, example } from "../scenario/example.ts";
import { aScenario } from "../support/scenarios.ts";

const THREE = { "sites.w": "{}", "clusters.db.members": "{ a: 1, b: 1, w: 1 }" };
const group = (rest = ""): string =>
  `{ kind: quorum-group, heartbeat: 1 s, suspect: 5 s, election: { kind: uniform, from: 0.5 s, to: 1 s }, promote: 0.2 s, minorityAfter: 5 s${rest} }`;

interface Told {
  readonly run: RunResult;
  readonly events: readonly LoggedEvent[];
  readonly names: readonly string[];
  /** s from the fault; NaN = never. */
  readonly when: (name: string, subject?: string) => number;
}
function told(
  failover: string,
  faults: string,
  changes: Readonly<Record<string, string>> = {},
  resolution: Resolution = "transaction",
): Told {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    failover,
    "workload.db.arrivals": "{ kind: constant, mean: 50 /s }",
    "clients.all.near": "a",
    "clusters.db.node.restart": "1 s",
    "run.limit": "3 min",
    ...changes,
  });
  const job = { disruption: "test", replication: 1, seed: "group", resolution };
  const run = runOnce(scenario, job, (event) => events.push(event));
  const after = events.filter(({ at }) => at > 5e6);
  const when = (name: string, subject?: string): number => {
    const found = after.find((event) => event.name === name && (subject ?? event.subject) === event.subject);
    return (found?.at ?? Number.NaN) / 1e6 - 5;
  };
  return { run, events: after, names: after.map(({ name }) => name), when };
}
const CUT_OFF = "[ { kind: partition, isolates: a, for: 1 min } ]";

describe("a leader in the minority", () => {
  it("has its writes confirmed by nobody, stops, and nothing acknowledged is lost", () => {
    const { run, when } = told(group(), CUT_OFF, THREE);
    expect(when("primarySuspected")).toBeGreaterThan(4);
    expect(when("primarySuspected")).toBeLessThan(5);
    expect(when("promoted")).toBeLessThan(7);
    expect(when("writerStopped", "db-a-1")).toBeLessThan(5.1);
    expect(run.values.lostTransactions).toBe(0);
    expect(run.values.splitBrainSeconds).toBe(0);
    expect(run.recovered).toBe(true);
  });

  it("that waits for ever is told when the line is back, and follows", () => {
    const waiting = group().replace("minorityAfter: 5 s", "minorityAfter: never");
    const { run, when, names } = told(waiting, CUT_OFF, THREE);
    expect(when("writerStopped", "db-a-1")).toBeCloseTo(60, 0);
    expect(names).toContain("rewound");
    expect(run.values.lostTransactions).toBe(0);
  });

  it("that acknowledges alone loses what it wrote until it stops: five seconds and not more", () => {
    const { run } = told(group(", commits: as-acknowledged"), CUT_OFF, THREE);
    const lost = run.values.lostTransactions as number;
    expect(lost).toBeGreaterThan(4 * 50);
    expect(lost).toBeLessThan(5.2 * 50);
  });

  it("of a Redis master is not bounded, unless it wants a replica within reach", () => {
    const sentinels =
      "{ preset: redis-sentinel, arbiters: [a, b, w], suspect: 5 s, election: 0.5 s, promote: 0.2 s";
    const endless = { "clients.all.lifetime": "1000 d" };
    const unbounded = told(`${sentinels} }`, CUT_OFF, endless).run.values.lostTransactions as number;
    const bounded = told(`${sentinels}, minorityAfter: 10 s, standbysToWrite: 1 }`, CUT_OFF, endless);
    expect(bounded.run.values.lostTransactions).toBeLessThan(10.5 * 50);
    expect(unbounded).toBeGreaterThan(55 * 50);
  });
});

describe("a majority", () => {
  it("of two sites with a member each is lost with either: nobody takes over, and it says so", () => {
    const { run, names, events } = told(group(", arbiters: []"), "[ { kind: site-loss, site: a } ]");
    expect(names).not.toContain("promoted");
    expect(events.filter(({ name }) => name === "electionBlocked")).toHaveLength(1);
    expect(run.recovered).toBe(false);
  });

  it("is there with an arbiter in the third site, and goes on with the one copy that is left", () => {
    const { run, when } = told(group(", commits: by-view"), "[ { kind: site-loss, site: a } ]");
    expect(when("promoted")).toBeLessThan(7);
    expect(run.recovered).toBe(true);
    expect(run.values.lostTransactions).toBe(0);
  });

  it("elects with the arbiter's vote, but the one copy that is left cannot confirm alone", () => {
    const { run, when } = told(group(), "[ { kind: site-loss, site: a, for: 1 min } ]");
    expect(when("promoted")).toBeLessThan(7);
    // The other copy is back after the minute, its restart of a second, and its rewind of 15.
    expect(run.values.rtoAchievedSeconds).toBeGreaterThan(60);
    expect(run.values.lostTransactions).toBe(0);
  });

  it("by view waits for a member that is gone until it is out, and no longer", () => {
    const lost = "[ { kind: site-loss, site: b } ]";
    expect(told(group(), lost, THREE).run.values.rtoAchievedSeconds).toBeLessThan(1);
    const { run, names } = told(group(", commits: by-view"), lost, THREE);
    expect(names).toContain("commitTermsSet");
    // Silent for five seconds; whoever asks in the last two of them is answered within his patience.
    expect(run.values.rtoAchievedSeconds).toBeCloseTo(3, 1);
  });

  it("that still hears the leader does not replace it because one member does not", () => {
    const { run, names } = told(group(), "[ { kind: link-cut, link: wan, for: 1 min } ]", {
      ...THREE,
      routing: "{ detection: 2 min, convergence: 1 s }",
    });
    expect(names).not.toContain("promoted");
    expect(run.values.rtoAchievedSeconds).toBe(0);
  });

  it("weighs its votes: one heavy member decides alone", () => {
    const heavy = group(", arbiters: [], weights: { db-b-1: 2 }");
    expect(told(heavy, "[ { kind: site-loss, site: a } ]").names).toContain("promoted");
    const { names, run } = told(heavy, "[ { kind: site-loss, site: b } ]");
    expect(names).not.toContain("promoted");
    expect(run.recovered).toBe(false);
  });
});

describe("what a scenario is told about its votes", () => {
  const GROUP = "failover: { kind: quorum-group }";
  const asked = (failover: string, members: string): string[] => {
    const text = edited(/failover: .*/.exec(example)?.[0] ?? "", failover);
    return diagnosed(edited("members: { shanghai: 2, beijing: 2 }", members, text))
      .map(({ code }) => code)
      .filter((code) => code === "TWIN1078" || code === "TWIN1079");
  };

  it("five votes in three sites lose any of them, and any member", () => {
    expect(asked(GROUP, "members: { shanghai: 2, beijing: 2 }")).toEqual([]);
  });
  it("two members and an arbiter elect without one of them, and confirm nothing", () => {
    expect(asked(GROUP, "members: { shanghai: 1, beijing: 1 }")).toEqual(["TWIN1079"]);
    const view = GROUP.replace(" }", ", commits: by-view }");
    expect(asked(view, "members: { shanghai: 1, beijing: 1 }")).toEqual([]);
  });
  it("three votes in two sites hang on one of them", () => {
    const three = GROUP.replace(" }", ", arbiters: [] }");
    expect(asked(three, "members: { shanghai: 2, beijing: 1 }")).toEqual(["TWIN1078"]);
  });
  it("every site has a sentinel unless they are named", () => {
    const sentinel = "failover: { preset: redis-sentinel }";
    expect(asked(sentinel, "members: { shanghai: 1, beijing: 1 }")).toEqual([]);
    const named = sentinel.replace(" }", ", arbiters: [shanghai, beijing] }");
    expect(asked(named, "members: { shanghai: 1, beijing: 1 }")).toEqual(["TWIN1078"]);
  });
});

it("a leader whose process restarts in time is elected again, or leads on", () => {
  const crash = "[ { kind: node-crash, for: 100 ms } ]";
  const stands = told(group(), crash, THREE);
  expect(stands.when("candidateChosen")).toBeGreaterThan(4);
  const leads = told(group(", afterRestart: leads"), crash, THREE);
  expect(leads.names).not.toContain("candidateChosen");
  expect(leads.when("writerStarted", "db-a-1")).toBeCloseTo(1.1, 2);
});

it("heartbeats that get lost for long enough replace a leader that is well, without two of them at once", () => {
  const bad =
    "[ { kind: link-degradation, link: wan, loss: 95 % }, { kind: link-degradation, link: a-w, loss: 95 % } ]";
  const { run, names } = told(group(), bad, { ...THREE, "run.limit": "20 min" });
  expect(names).toContain("promoted");
  expect(names).not.toContain("nodeStateChanged");
  expect(run.values.splitBrainSeconds).toBe(0);
  expect(run.values.lostTransactions).toBe(0);
});

it.each([
  ["a site is lost", "[ { kind: site-loss, site: a } ]"],
  ["a site is cut off", CUT_OFF],
  ["the leader crashes", "[ { kind: node-crash, for: 10 s } ]"],
])("curves and single writes tell the same story: %s", (_, faults) => {
  const [single, curves] = (["transaction", "fluid"] as const).map((plane) =>
    told(group(), faults, THREE, plane),
  ) as [Told, Told];
  const control = ["primarySuspected", "candidateChosen", "promoted"];
  for (const name of control) expect(curves.when(name)).toBeCloseTo(single.when(name), 5);
  const outage = single.run.values.rtoAchievedSeconds as number;
  expect(Math.abs((curves.run.values.rtoAchievedSeconds as number) - outage)).toBeLessThan(0.25);
  expect(curves.run.values.lostTransactions).toBeLessThan(1);
});
