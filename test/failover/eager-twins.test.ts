// The same incidents seen by detectors that cost no event per probe or renewal, and by twins for whom every one is an
// event: without loss they agree to the microsecond.
import { expect, it } from "vitest";
import { LeaseController } from "../../sim/failover/lease-controller.ts";
import type { LeaseTerms } from "../../sim/failover/lease-terms.ts";
import { MonitorController, type MonitorTerms } from "../../sim/failover/monitor-controller.ts";
import { type RandomStream, randomRoot } from "../../sim/kernel/random.ts";
import type { Bytes } from "../../sim/quantity/data.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { millis, NO_TIME, seconds } from "../../sim/quantity/time.ts";
import { EagerLease } from "./eager/eager-lease.ts";
import { EagerMonitor } from "./eager/eager-monitor.ts";
import { aScript, crash, cutOf, freeze, pick, siteLoss } from "./eager/scripts.ts";
import { aWorld, type World } from "./eager/world.ts";

const SCRIPTS = 2_500;
const END = 240e6;
const never = (): boolean => false;
const scripts = randomRoot("scripts");
const monitors = randomRoot("monitor");
const leases = randomRoot("lease");

function monitorTerms(draws: RandomStream): MonitorTerms {
  return {
    at: "w",
    interval: pick(draws, [seconds(1), seconds(5), millis(700)]),
    timeout: pick(draws, [seconds(1), seconds(5), millis(300)]),
    retries: draws.below(4),
    probe: "datagram",
    retryDelay: pick(draws, [NO_TIME, seconds(1), seconds(2), millis(10)]),
    confirm: "monitor-only",
    fence: "none",
    selfDemoteAfter: seconds(20),
    block: NO_TIME,
    promote: constant(0),
  };
}

it("a monitor suspects when its twin does, whatever is cut, crashes, freezes and comes back", () => {
  let suspected = 0;
  for (let n = 1; n <= SCRIPTS; n++) {
    const draws = scripts.replication(n).stream("monitor");
    const terms = monitorTerms(draws);
    const faults = aScript(draws, [cutOf(draws, "a-w"), crash(draws), freeze, siteLoss("a"), siteLoss("w")]);
    const told: number[] = [];
    const world: World = aWorld({ random: monitors.replication(n), loss: 0 }, faults, (parts) => {
      parts.bus.on("primarySuspected", () => told.push(parts.kernel.now));
      return new MonitorController(terms, parts);
    });
    const twin = new EagerMonitor(world, terms, never);
    world.run(END);
    expect(told, JSON.stringify({ n, terms, faults })).toEqual(twin.suspicions);
    suspected += told.length;
  }
  // The scripts are worth running: most of them come to a suspicion.
  expect(suspected).toBeGreaterThan(SCRIPTS / 2);
});

function leaseTerms(draws: RandomStream): LeaseTerms {
  return {
    votes: ["a", "b", "w"],
    storeLeader: "w",
    ttl: pick(draws, [seconds(9), seconds(15), seconds(30)]),
    loop: pick(draws, [seconds(2), seconds(3), millis(2_900)]),
    retry: pick(draws, [seconds(2), seconds(3), millis(500), seconds(8)]),
    wakes: "at-expiry",
    maximumLag: 0 as Bytes,
    delay: NO_TIME,
    race: constant(0),
    probeTimeout: NO_TIME,
    promote: constant(0),
    fencing: pick(draws, ["self-demotion", "self-demotion", "none"]),
    isolation: seconds(30),
    watchdog: "off",
    watchdogDevice: "absent",
    safetyMargin: seconds(5),
    failsafe: false,
    storeHeartbeat: millis(100),
    storeTimeout: seconds(1),
    storeElection: constant(2_000_000),
    extension: pick(draws, [NO_TIME, seconds(1), "none"]),
    expiryCheck: pick(draws, [NO_TIME, millis(500)]),
  };
}

/** What the holder did, up to the end of its first lease. */
function storyOf(world: World): string[] {
  const { bus, kernel } = world;
  const story: string[] = [];
  let isOver = false;
  const tell = (what: string): void => {
    if (!isOver) story.push(`${what} at ${kernel.now}`);
  };
  bus.on("leaseLost", () => {
    tell("expired");
    isOver = true;
  });
  bus.on("writerStopped", ({ reason }) => {
    if (reason === "it could not renew its lease") tell("stepped down");
  });
  bus.on("writerStarted", () => tell("went on"));
  return story;
}

it("a lease runs out, and its holder steps down and goes on, when its twin does", () => {
  const seen = { expired: 0, "stepped down": 0, "went on": 0 };
  for (let n = 1; n <= SCRIPTS; n++) {
    const draws = scripts.replication(n).stream("lease");
    const terms = leaseTerms(draws);
    const links = ["a-w", "a-b", "b-w"].map((link) => cutOf(draws, link));
    const faults = aScript(draws, [...links, crash(draws), freeze, ...["a", "b", "w"].map(siteLoss)]);
    const world = aWorld(
      { random: leases.replication(n), loss: 0 },
      faults,
      (parts) => new LeaseController(terms, parts),
    );
    const told = storyOf(world);
    const twin = new EagerLease(world, terms, never);
    world.run(END);
    expect(told, JSON.stringify({ n, terms, faults })).toEqual(twin.story);
    for (const line of told) seen[line.split(" at ")[0] as keyof typeof seen]++;
  }
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(SCRIPTS / 10);
});
