// Scripted incidents in a world in which everything is constant, played in both data planes: two sites, 1 KB of log
// 200 times a second, a line of 4 Mbit/s that carries two and a half times as much.
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { aScenario } from "../support/scenarios.ts";

export interface Incident {
  readonly title: string;
  readonly faults: string;
  readonly changes?: Readonly<Record<string, string>>;
  /** Which figures a waiting write decides instead of control, and why. */
  readonly byWrites?: ByWrites;
  /**
   * Bytes by which copies may be apart at a look because a connection comes up to speed: its window leaves at once write by
   * write, and spread over the round trip otherwise. One round trip of the line.
   */
  readonly comingUp?: number;
}
interface ByWrites {
  readonly metrics: readonly string[];
  readonly because: string;
  /** Seconds; one record's time if absent. */
  readonly within?: number;
}

/** Writes per second, and what that makes of a line. */
export const RATE = 200;
const BASE = {
  "workload.db.arrivals": `{ kind: constant, mean: ${RATE} /s }`,
  "links.wan.bandwidth": "4 Mbit/s",
  "failover.maximumLag": "1 GB",
  "run.limit": "1 h",
};
/** Of a line, bytes: 30 ms. */
const roundTripOf = (megabits: number): number => (30_000 * megabits) / 8;
const SYNCHRONOUS = "{ kind: synchronous, standbys: 1 }";
/** Nothing is ever half sent: an old primary that stopped has nothing that the new one lacks. */
const WIDE = { "links.wan.bandwidth": "1 Gbit/s" };
/** What a write decides, and why. */
const YOUNG: ByWrites = {
  metrics: ["rtoDataSeconds", "unprotectedSeconds"],
  because: "a copy is as old as the oldest write that it lacks",
};
const BLOCKED: ByWrites = {
  metrics: ["rtoAchievedSeconds", "rto99Seconds", "rtoFirstWriteSeconds", ...YOUNG.metrics, "phases"],
  because:
    "a waiting write comes of age, and who is turned away is counted ten times a second, write by write",
  within: 0.105,
};
const QUEUED: ByWrites = {
  metrics: ["rtoAchievedSeconds", "rto99Seconds", "rtoFirstWriteSeconds", ...YOUNG.metrics, "phases"],
  because: "a full house turns away write by write, and who waits in it is too many by one at most",
  within: 1,
};
const TWO_AND_TWO = { "clusters.db.members": "{ a: 2, b: 2 }", "links.wan.bandwidth": "8 Mbit/s" };

export const incidents: readonly Incident[] = [
  { title: "a site is lost, the wire arrives", faults: "[ { kind: site-loss, site: a } ]" },
  {
    title: "a site is lost, and the wire with it",
    faults: "[ { kind: site-loss, site: a, inFlight: lost } ]",
  },
  {
    title: "a site is lost with the leader of the store, and its lease lives on",
    faults: "[ { kind: site-loss, site: a } ]",
    changes: { "failover.storeLeader": "a", "failover.extension": "1 s", "failover.expiryCheck": "0.5 s" },
  },
  {
    title: "a watchdog resets a primary that does not stop",
    faults: "[ { kind: partition, isolates: a, for: 10 min } ]",
    changes: { "failover.fencing": "none", "failover.watchdogDevice": "present" },
    byWrites: YOUNG,
  },
  {
    title: "a cut with a backlog, and the catch-up",
    faults: "[ { kind: link-cut, link: wan, for: 5 min } ]",
    byWrites: YOUNG,
  },
  {
    title: "a cut during the catch-up",
    faults:
      "[ { kind: link-cut, link: wan, for: 5 min }, { kind: link-cut, link: wan, after: 6 min, for: 2 min } ]",
    byWrites: YOUNG,
  },
  {
    title: "a site is lost during the catch-up",
    faults: "[ { kind: link-cut, link: wan, for: 5 min }, { kind: site-loss, site: a, after: 6 min } ]",
  },
  {
    title: "a rolling loss: the line first, the site twenty minutes later",
    faults: "[ { kind: link-cut, link: wan }, { kind: site-loss, site: a, after: 20 min } ]",
  },
  {
    title: "a partition with fencing",
    faults: "[ { kind: partition, isolates: a, for: 10 min } ]",
    byWrites: YOUNG,
  },
  {
    title: "a split brain: nobody is fenced",
    faults: "[ { kind: partition, isolates: a, for: 10 min } ]",
    changes: { "failover.fencing": "none", "clients.all.lifetime": "100000 d" },
    byWrites: YOUNG,
  },
  {
    title: "the primary hangs for a minute",
    faults: "[ { kind: node-hang, for: 1 min } ]",
    changes: WIDE,
    // Its connection comes up to speed again: a round trip.
    byWrites: { ...YOUNG, within: 0.03 },
  },
  {
    title: "a gray primary: a thousand times slower, and it renews its lease",
    faults: "[ { kind: slow-node, service: 1000, flush: 1, for: 2 min } ]",
    // One processor: several that were busy when it slowed down go on in step for ever. And room for no more than are
    // patient: curves let nobody in who would wait in vain, while single writes are appended for clients that have gone.
    changes: { "clusters.db.node.servers": "1", "clusters.db.node.connections": "15" },
    byWrites: QUEUED,
  },
  {
    title: "the database of the primary stands still, and its agent does not",
    faults: "[ { kind: process-stall, for: 1 min } ]",
    changes: WIDE,
    byWrites: YOUNG,
  },
  {
    title: "the disk of the primary stands still",
    faults: "[ { kind: disk-stall, for: 30 s } ]",
    // What it had not sent goes out at once, and not round trip by round trip.
    changes: { ...WIDE, "replication.transport": "{ kind: fixed-window, window: 4 MiB }" },
    byWrites: BLOCKED,
  },
  {
    title: "a commit waits for a standby whose disk stands still",
    faults: "[ { kind: disk-stall, node: standby, for: 1 min } ]",
    changes: { "replication.acknowledge": SYNCHRONOUS },
    byWrites: BLOCKED,
  },
  {
    title: "the consensus store stands still: the primary steps down",
    faults: "[ { kind: store-stall, for: 1 min } ]",
    changes: WIDE,
    byWrites: YOUNG,
  },
  {
    title: "the standby hangs for five minutes",
    faults: "[ { kind: node-hang, node: standby, for: 5 min } ]",
    byWrites: YOUNG,
  },
  {
    title: "the primary crashes and comes back in time",
    faults: "[ { kind: node-crash, for: 1 s } ]",
    changes: WIDE,
  },
  {
    title: "retention is overrun: a full copy",
    faults: "[ { kind: link-cut, link: wan, for: 5 min } ]",
    changes: { "clusters.db.retention": "40 MB", "clusters.db.dataset": "200 MB" },
  },
  {
    title: "a brown-out: the line is too narrow for ten minutes",
    faults: "[ { kind: link-degradation, link: wan, bandwidth: 25 %, for: 10 min } ]",
    byWrites: YOUNG,
  },
  {
    title: "a site is lost in a brown-out",
    faults:
      "[ { kind: link-degradation, link: wan, bandwidth: 25 % }, { kind: site-loss, site: a, after: 10 min, inFlight: lost } ]",
    byWrites: YOUNG,
  },
  {
    title: "commits wait for a standby behind a cut",
    faults: "[ { kind: link-cut, link: wan, for: 30 s } ]",
    changes: { "replication.acknowledge": SYNCHRONOUS },
    byWrites: BLOCKED,
    comingUp: roundTripOf(4),
  },
  {
    title: "a site is lost under synchronous commit",
    faults: "[ { kind: site-loss, site: a, inFlight: lost } ]",
    changes: { "replication.acknowledge": SYNCHRONOUS },
    byWrites: BLOCKED,
  },
  {
    title: "semi-synchronous commit degrades and is re-armed",
    faults: "[ { kind: link-cut, link: wan, for: 2 min } ]",
    changes: { "replication.acknowledge": "{ kind: semi-synchronous, timeout: 10 s }" },
    byWrites: BLOCKED,
    comingUp: roundTripOf(4),
  },
  {
    title: "a site is lost when semi-synchronous commit has degraded",
    faults: "[ { kind: link-cut, link: wan }, { kind: site-loss, site: a, after: 2 min } ]",
    changes: { "replication.acknowledge": "{ kind: semi-synchronous, timeout: 10 s }" },
    byWrites: BLOCKED,
  },
  {
    title: "a quorum of two loses the other site",
    faults: "[ { kind: partition, isolates: b, for: 2 min } ]",
    changes: { ...TWO_AND_TWO, "replication.acknowledge": "{ kind: quorum, standbys: 2 }" },
    byWrites: BLOCKED,
  },
  {
    title: "a cascade whose entry crashes",
    faults:
      "[ { kind: node-crash, node: copy-b-1, for: 2 min }, { kind: link-cut, link: wan, after: 5 min, for: 2 min } ]",
    changes: {
      "clusters.copy": "{ site: b, nodes: 2, role: auxiliary, follows: db }",
      "links.wan.bandwidth": "8 Mbit/s",
    },
    byWrites: { ...YOUNG, within: 0.03 },
    comingUp: roundTripOf(8),
  },
  {
    title: "a delayed replica, and a site is lost",
    faults: "[ { kind: site-loss, site: a } ]",
    changes: {
      "clusters.late": "{ site: b, nodes: 1, role: auxiliary, follows: db, delay: 2 min }",
      "links.wan.bandwidth": "8 Mbit/s",
    },
  },
  {
    title: "two clusters: people promote the other one",
    faults: "[ { kind: site-loss, site: a, inFlight: lost } ]",
    changes: {
      "clusters.db.members": "{ a: 2 }",
      "clusters.other":
        "{ site: b, nodes: 2, role: auxiliary, follows: db, takeover: { kind: manual, notice: 2 min, decide: 3 min, fence: 30 s, act: 1 min } }",
    },
    byWrites: YOUNG,
  },
  {
    title: "over to the other site and back again",
    faults: "[ { kind: site-loss, site: a, for: 5 min }, { kind: site-loss, site: b, after: 15 min } ]",
    changes: WIDE,
    byWrites: YOUNG,
  },
  {
    title: "a standby that applies more slowly than it receives",
    faults: "[ { kind: link-cut, link: wan, for: 2 min } ]",
    changes: {
      "clusters.db.node.applyRate": "300 KB/s",
      "replication.acknowledge": "{ kind: synchronous, standbys: 1, stage: applied }",
    },
    byWrites: BLOCKED,
  },
  {
    title: "a cut under a mode that counts silence: given up, resynchronised, and waited for again",
    faults: "[ { kind: link-cut, link: wan, for: 5 min } ]",
    changes: { ...WIDE, "replication.acknowledge": "{ kind: availability-group, sessionTimeout: 20 s }" },
    byWrites: BLOCKED,
  },
];

/** Bytes of log per write. */
export const RECORD = 1000;

/** µs: between two writes, or what one takes on the narrowest line of the incident, whichever is longer. */
export const recordTime = ({ title }: Incident): number => (title.includes("brown-out") ? 8000 : 1e6 / RATE);

export const scenarioOf = ({ faults, changes }: Incident): Scenario =>
  aScenario(faults, { ...BASE, ...changes });

/** The same with independent arrivals, and every minute of it in six seconds. */
export function shortOf({ faults, changes }: Incident): Scenario {
  const shorter = (text: string): string =>
    text.replace(/(\d+) min/g, (_, minutes) => `${6 * Number(minutes)} s`).replace(/(\d)0 MB/g, "$1 MB");
  const all = { ...BASE, ...changes, "run.limit": "240 s" };
  const arrivals = { "workload.db.arrivals": `{ kind: poisson, mean: ${RATE} /s }` };
  const written = Object.entries({ ...all, ...arrivals }).map(([path, value]) => [path, shorter(value)]);
  return aScenario(shorter(faults), Object.fromEntries(written));
}
