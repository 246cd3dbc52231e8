// Terms that give up waiting: each for itself, for what its own standbys hold back, and never in circles.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { LoggedEvent } from "../../sim/experiment/run-result.ts";
import { aScenario } from "../support/scenarios.ts";

/** Two terms: 2 s for the city (db-a-2), 8 s for the distance (db-b-1). */
const two = {
  "clusters.db.members": "{ a: 2, b: 1 }",
  "replication.acknowledge": "{ kind: semi-synchronous, timeout: 8 s }",
  "replication.edges.within-site": "{ acknowledge: { kind: semi-synchronous, timeout: 2 s } }",
  "workload.db.arrivals": "{ kind: constant, mean: 20 /s }",
};
const told = (faults: string, changes: Readonly<Record<string, string>>): LoggedEvent[] => {
  const events: LoggedEvent[] = [];
  const job = { disruption: "test", replication: 1, seed: "degrading" };
  runOnce(aScenario(faults, changes), job, (event) => events.push(event));
  return events.filter(({ name }) => name.startsWith("synchrony"));
};

it("only the term whose standby is cut off gives up, after its own time-out, and waits again when it is back", () => {
  const [first, second, ...rest] = told("[ { kind: link-cut, link: wan, for: 30 s } ]", two);
  expect([first?.name, second?.name, rest]).toEqual(["synchronyDegraded", "synchronyRestored", []]);
  // The cut is at 5 s, the next write within 50 ms; the one on its way is heard of no more.
  expect((first?.at ?? 0) / 1e6).toBeGreaterThan(12.96);
  expect((first?.at ?? 0) / 1e6).toBeLessThanOrEqual(13.05);
  expect((second?.at ?? 0) / 1e6).toBeGreaterThan(35);
});

it("a link that is too slow for the far term does not make the near one give up", () => {
  // 1 KB records at 20 /s over 80 kbit/s = 10 KB/s: half of the load gets through, and 8 s of waiting come after 16 s.
  const events = told("[ { kind: link-degradation, link: wan, bandwidth: 0.008 %, for: 1 min } ]", two);
  const [first] = events;
  expect(first?.name).toBe("synchronyDegraded");
  expect(Math.abs((first?.at ?? 0) / 1e6 - (5 + 16))).toBeLessThan(0.3);
  // Far behind until the link is whole again: given up once, resumed once.
  expect(events).toHaveLength(2);
});

it("a standby that hangs is not waited for again before it confirms something, however little it lacks", () => {
  // At 1 KB/s it never lacks 64 KiB. It hangs for 30 s; the sender probes 60 ms after the first write (at most 1 s), then at
  // 0.23 × (2^k − 1) s (RTT + 200 ms, doubled each time): at 29.2 s in vain, at 58.65 s with success. Timers stand on a wheel
  // and are late by half a slot: 1.46 s in all. The answer is 30 ms away.
  const events = told("[ { kind: node-hang, node: standby, for: 30 s } ]", {
    "replication.acknowledge": "{ kind: semi-synchronous, timeout: 1 s }",
    "workload.db.arrivals": "{ kind: constant, mean: 1 /s }",
  });
  expect(events.map(({ name }) => name)).toEqual(["synchronyDegraded", "synchronyRestored"]);
  expect((events[1]?.at ?? 0) / 1e6 - 5).toBeGreaterThan(58.65 + 0.06 + 1.46);
  expect((events[1]?.at ?? 0) / 1e6 - 5).toBeLessThan(58.65 + 0.06 + 1.46 + 0.03 + 1.01);
});

it("a standby that has caught up while commits wait for somebody else is waited for again, once", () => {
  // The far standby confirms each commit 2.03 s late, which its own term allows: commits are older than the near term's
  // patience whenever the near standby comes back, and its confirmation is 50 µs away when it has received everything.
  const events = told(
    "[ { kind: link-degradation, link: wan, addedDelay: 1 s }, { after: 5 s, kind: node-hang, node: db-a-2, for: 10 s } ]",
    {
      ...two,
      "workload.db.transaction.log": "200 KB",
      // No window has to open for the longer way.
      "replication.transport": "{ kind: fixed-window, window: 64 MB }",
    },
  );
  expect(events.map(({ name }) => name)).toEqual(["synchronyDegraded", "synchronyRestored"]);
});
