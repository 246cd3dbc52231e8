// On lossy paths detectors draw ahead when they will be wrong; their twins toss a coin for every probe and every copy
// of a renewal. Kolmogorov-Smirnov: where both are right, a case fails once in a hundred seeds.
import { describe, expect, it } from "vitest";
import { LeaseController } from "../../sim/failover/lease-controller.ts";
import type { LeaseTerms } from "../../sim/failover/lease-terms.ts";
import { MonitorController, type MonitorTerms } from "../../sim/failover/monitor-controller.ts";
import { NOBODY } from "../../sim/failover/survivor.ts";
import { type Random, type RandomStream, randomRoot } from "../../sim/kernel/random.ts";
import type { Bytes } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { type Duration, millis, NO_TIME, seconds } from "../../sim/quantity/time.ts";
import { kolmogorovSmirnov } from "../support/kolmogorov-smirnov.ts";
import { EagerLease } from "./eager/eager-lease.ts";
import { EagerMonitor } from "./eager/eager-monitor.ts";
import { aWorld, type Fault } from "./eager/world.ts";

const DRAWS = 10_000;
/** Beyond the longest wait: a hundred times the mean of the slowest case. */
const END = 1e15;
const nobody = { conditionsChanged: (): void => {}, survivorsIfLost: () => NOBODY };
const coins = randomRoot("coins");
/** Seconds. */
const isolated = (at: number, lasts: number): Fault[] =>
  ["a-w", "a-b"].map((link) => ({
    at: at * 1e6,
    lasts: lasts * 1e6,
    what: { kind: "cut", link, from: undefined },
  }));
/** One sample a run, as late as the first time that `told` is called in it. */
function sampled(
  seed: string,
  count: number,
  run: (random: Random, told: (at: number) => void) => void,
): number[] {
  const root = randomRoot(seed);
  return Array.from({ length: count }, (_, i) => {
    let first = Number.NaN;
    run(root.replication(i + 1), (at) => {
      if (Number.isNaN(first)) first = at;
    });
    return first;
  });
}

/** A line that is bad and worse by turns. */
const worse = [
  [4.3, 1.1],
  [8, 3],
  [11.5, 0.05],
  [13, 40],
].map(
  ([at = 0, lasts = 0]): Fault => ({ at: at * 1e6, lasts: lasts * 1e6, what: { kind: "loss", loss: 0.5 } }),
);

interface MonitorCase {
  readonly what: string;
  /** Of the link, one way. */
  readonly loss: number;
  readonly retries: number;
  readonly terms: Partial<MonitorTerms>;
  readonly faults: readonly Fault[];
  readonly twins: number;
}
const quick = { interval: seconds(1), timeout: millis(300), retryDelay: millis(100) };
const overlapping = { interval: seconds(2), timeout: seconds(2), retryDelay: seconds(1) };
const flapping = [
  ...isolated(3, 0.9),
  ...isolated(5.2, 0.7),
  ...isolated(6.5, 0.2),
  ...isolated(9, 2.1),
  ...isolated(14, 100),
];
const monitorCases: readonly MonitorCase[] = [
  { what: "one probe", loss: 0.05, retries: 0, terms: quick, faults: [], twins: DRAWS },
  { what: "three probes", loss: 0.3, retries: 2, terms: quick, faults: [], twins: DRAWS },
  {
    what: "repetitions that skip ticks",
    loss: 0.4,
    retries: 3,
    terms: overlapping,
    faults: [],
    twins: DRAWS,
  },
  { what: "cuts that come and go", loss: 0.25, retries: 3, terms: quick, faults: flapping, twins: DRAWS },
  {
    what: "cuts and long repetitions",
    loss: 0.3,
    retries: 2,
    terms: overlapping,
    faults: flapping,
    twins: DRAWS,
  },
  { what: "loss that changes", loss: 0.25, retries: 3, terms: overlapping, faults: worse, twins: DRAWS },
  // p = 0.059, one attempt in 4,870 is fatal: four draws in ten take the normal limit.
  { what: "many attempts", loss: 0.03, retries: 2, terms: quick, faults: [], twins: 1_000 },
];

describe.each(monitorCases)("a monitor and $what, loss $loss, $retries retries", (one) => {
  it("is wrong as late as its twin", () => {
    const terms: MonitorTerms = {
      at: "w",
      ...quick,
      ...one.terms,
      probe: "datagram",
      retries: one.retries,
      confirm: "monitor-only",
      fence: "none",
      selfDemoteAfter: seconds(20),
      block: NO_TIME,
      promote: constant(0),
    };
    const { loss, faults } = one;
    const drawn = sampled(`drawn/${one.what}`, DRAWS, (random, told) => {
      const world = aWorld({ random, loss }, faults, (parts) => {
        parts.bus.on("primarySuspected", () => {
          told(parts.kernel.now);
          parts.kernel.stop();
        });
        return new MonitorController(terms, parts);
      });
      world.run(END);
    });
    const draws = coins.replication(1).stream(one.what);
    const tossed = sampled(`twin/${one.what}`, one.twins, (random, told) => {
      const world = aWorld({ random, loss }, faults, () => nobody);
      // A question and an answer, each on one link, which is as bad as any.
      const isPacketLost = (): boolean => draws.uniform() < world.topology.quality("w", "a").loss;
      const isLost = (): boolean => isPacketLost() || isPacketLost();
      const suspects = (): void => {
        told(world.kernel.now);
        world.kernel.stop();
      };
      new EagerMonitor(world, terms, isLost, suspects);
      world.run(END);
    });
    expect(kolmogorovSmirnov(drawn, tossed)).toBeGreaterThan(0.01);
  });
});

interface LeaseCase {
  readonly what: string;
  readonly loss: number;
  readonly terms: Pick<LeaseTerms, "ttl" | "loop" | "retry" | "fencing">;
  readonly faults: readonly Fault[];
  /** What is timed: the first of its kind. */
  readonly until: "stepped down" | "expired";
}
const fenced = { ttl: seconds(9), loop: seconds(3), retry: seconds(3), fencing: "self-demotion" } as const;
const free = { ...fenced, fencing: "none" } as const;
const hasty = { ...free, ttl: seconds(9), loop: seconds(2), retry: millis(500) };
const longRetry = { ...fenced, ttl: seconds(30), loop: seconds(3), retry: seconds(8) };
const leaseCases: readonly LeaseCase[] = [
  { what: "a holder that steps down", loss: 0.15, terms: fenced, faults: [], until: "stepped down" },
  { what: "a lease that runs out", loss: 0.35, terms: fenced, faults: [], until: "expired" },
  { what: "a holder that never steps down", loss: 0.4, terms: free, faults: [], until: "expired" },
  { what: "many losses in a row", loss: 0.3, terms: hasty, faults: [], until: "expired" },
  { what: "retries longer than the loop", loss: 0.5, terms: longRetry, faults: [], until: "expired" },
  { what: "cuts that come and go", loss: 0.3, terms: hasty, faults: flapping, until: "expired" },
  { what: "loss that changes", loss: 0.25, terms: hasty, faults: worse, until: "expired" },
  { what: "cuts before it steps down", loss: 0.2, terms: fenced, faults: flapping, until: "stepped down" },
];

/** Whether nothing came back in time: each copy of the question and of the answer crosses a link to the leader, and
 *  one to the follower that makes the majority, and is sent again after 200 ms and a round trip, then twice that … */
function isRenewalLost(draws: RandomStream, loss: number, retry: Duration): boolean {
  const roundTrip = 2 * (5_000 + 5_000 + 50);
  const arrives = (from: number): number => {
    for (let sent = from, wait = 200_000 + roundTrip; sent <= retry; sent += wait, wait *= 2)
      if (draws.uniform() >= loss && draws.uniform() >= loss) return sent + roundTrip / 2;
    return Number.POSITIVE_INFINITY;
  };
  return arrives(arrives(0)) > retry;
}

describe.each(leaseCases)("a lease and $what, loss $loss, until $until", (one) => {
  it("is lost as late as its twin", () => {
    const { loss, faults, until } = one;
    const terms: LeaseTerms = {
      votes: ["a", "b", "w"],
      storeLeader: "w",
      wakes: "at-expiry",
      isolation: seconds(30),
      watchdog: "off",
      watchdogDevice: "absent",
      safetyMargin: seconds(5),
      failsafe: false,
      maximumLag: 0 as Bytes,
      delay: NO_TIME,
      race: constant(0),
      probeTimeout: NO_TIME,
      promote: constant(0),
      storeHeartbeat: millis(100),
      storeTimeout: seconds(1),
      storeElection: constant(2_000_000),
      extension: NO_TIME,
      expiryCheck: NO_TIME,
      ...one.terms,
    };
    const drawn = sampled(`drawn/${one.what}`, DRAWS, (random, told) => {
      const world = aWorld({ random, loss }, faults, (parts) => {
        const tell = (): void => {
          told(parts.kernel.now);
          parts.kernel.stop();
        };
        if (until === "expired") parts.bus.on("leaseLost", tell);
        else
          parts.bus.on("writerStopped", ({ reason }) => {
            if (reason === "it could not renew its lease") tell();
          });
        return new LeaseController(terms, parts);
      });
      world.run(END);
    });
    const draws = coins.replication(2).stream(one.what);
    const tossed = sampled(`twin/${one.what}`, DRAWS, (random, told) => {
      const world = aWorld({ random, loss }, faults, () => nobody);
      const tell = (what: string): void => {
        if (what !== until) return;
        told(world.kernel.now);
        world.kernel.stop();
      };
      const isLost = (): boolean => isRenewalLost(draws, world.topology.quality("w", "a").loss, terms.retry);
      new EagerLease(world, terms, isLost, tell);
      world.run(END);
    });
    expect(kolmogorovSmirnov(drawn, tossed)).toBeGreaterThan(0.01);
  });
});
