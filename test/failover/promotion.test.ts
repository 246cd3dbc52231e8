// Between the decision and the promotion a candidate listens to nobody, whoever comes back meanwhile.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent } from "../../sim/experiment/run-result.ts";
import { aScenario } from "../support/scenarios.ts";

const job = { disruption: "test", replication: 1, seed: "promotion" };
const policy =
  "kind: monitor, at: w, interval: 1 s, timeout: 1 s, retries: 1, retryDelay: 1 s, confirm: monitor-only";

it("a primary that thaws while its standby is being promoted gets no confirmation from it, and nothing is lost", () => {
  // Suspected after at most 1 + 1 + 1 + 1 s, promoted 20 s later; the primary thaws after 6 s and is not fenced.
  const events: LoggedEvent[] = [];
  const scenario = aScenario("[ { kind: node-hang, for: 6 s } ]", {
    "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
    "replication.acknowledge": "{ kind: synchronous }",
    failover: `{ ${policy}, fence: none, promote: 20 s }`,
  });
  const run = runOnce(scenario, job, (event) => events.push(event));
  const at = (name: string): number => events.find((event) => event.name === name)?.at ?? Number.NaN;
  expect(at("candidateChosen")).toBeLessThan(11e6);
  expect(at("promoted")).toBe(at("candidateChosen") + 20e6);
  const opened = events.filter(({ name }) => name === "streamOpened");
  for (const { at: when } of opened) expect(when).toBeGreaterThanOrEqual(at("promoted"));
  expect(run.values.lostTransactions).toBe(0);
});

it("a candidate that dies while it is promoted follows again when it is back", () => {
  // Chosen at 8 to 10 s, dead from 15 s to 76 s; the primary hangs until 35 s and goes on.
  const events: LoggedEvent[] = [];
  const faults =
    "[ { kind: node-hang, for: 30 s }, { after: 10 s, kind: node-crash, node: db-b-1, for: 1 min } ]";
  const scenario = aScenario(faults, {
    "workload.db.arrivals": "{ kind: constant, mean: 100 /s }",
    "clusters.db.node.restart": "1 s",
    failover: `{ ${policy}, promote: 15 s }`,
  });
  const run = runOnce(scenario, job, (event) => events.push(event));
  expect(events.some(({ name }) => name === "promoted")).toBe(false);
  expect(events.filter(({ name, at }) => name === "streamOpened" && at > 75e6)).not.toEqual([]);
  expect(run.recovered).toBe(true);
});
