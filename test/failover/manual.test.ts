// People with a runbook: steps that go wrong are done again, and whoever knows may wait before anybody decides.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent } from "../../sim/experiment/run-result.ts";
import { aScenario } from "../support/scenarios.ts";

function told(failover: string, faults: string, replication = 1) {
  const events: LoggedEvent[] = [];
  const scenario = aScenario(faults, {
    failover,
    "workload.db.arrivals": "{ kind: constant, mean: 5 /s }",
    "clusters.db.node.restart": "1 s",
    "run.limit": "4 h",
  });
  const job = { disruption: "test", replication, seed: "people", resolution: "fluid" } as const;
  const run = runOnce(scenario, job, (event) => events.push(event));
  const after = events.filter(({ at }) => at > 5e6);
  const when = (name: string): number =>
    (after.find((event) => event.name === name)?.at ?? Number.NaN) / 1e6 - 5;
  return { run, when, events: after, texts: after.map(({ text }) => text) };
}
const LOST = "[ { kind: site-loss, site: a } ]";
const runbook = (error: string, rest = ""): string =>
  `{ kind: manual${rest}, steps: [ { step: page, takes: 60 s }, { step: cut it off, takes: 30 s, fences: true }, { step: promote, takes: 90 s, error: ${error}, costs: 2 min } ] }`;

it("takes its steps in order, each for its time", () => {
  const { when, texts } = told(runbook("0 %"), LOST);
  expect(when("primarySuspected")).toBe(60);
  expect(when("oldPrimaryFenced")).toBe(90);
  expect(when("promoted")).toBe(180);
  expect(texts.filter((text) => text.startsWith("people:"))).toEqual([
    "people: page (failover.steps)",
    "people: cut it off (failover.steps)",
    "people: promote (failover.steps)",
  ]);
});

it("does a step again that went wrong: so many times as its probability says", () => {
  const count = 200;
  let failures = 0;
  for (let i = 1; i <= count; i++) {
    const { when, texts } = told(runbook("50 %"), LOST, i);
    const wrong = texts.filter((text) => text.startsWith("people: promote goes wrong")).length;
    // Each time costs the two minutes and the step itself once more.
    expect(when("promoted")).toBe(180 + wrong * 210);
    failures += wrong;
  }
  // Geometric with mean 1 and variance 2: five standard errors.
  expect(Math.abs(failures / count - 1)).toBeLessThan(5 * Math.sqrt(2 / count));
});

it("waits for the site before anybody decides, and decides when it is not back", () => {
  const waiting = runbook("0 %", ", hold: 10 min");
  const back = told(waiting, "[ { kind: site-loss, site: a, for: 5 min } ]");
  expect(back.when("suspicionDropped")).toBeGreaterThanOrEqual(301);
  expect(back.when("suspicionDropped")).toBeLessThan(302);
  expect(Number.isNaN(back.when("promoted"))).toBe(true);
  expect(back.run.values.lostTransactions).toBe(0);
  expect(told(waiting, LOST).when("promoted")).toBe(180 + 600);
});
