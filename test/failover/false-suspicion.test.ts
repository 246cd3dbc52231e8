// The closed forms for false suspicions against whole drills: many short windows on a bad line, many stalls. A bound of
// four standard errors fails once in 16,000 seeds where the form is right.
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { falseSuspicionRate, stallSuspicionRate } from "../../sim/failover/false-suspicion.ts";
import { datagramLoss, exchangeLoss, openingLoss } from "../../sim/network/retransmission.ts";
import { constant } from "../../sim/quantity/distribution.ts";
import { type Duration, seconds } from "../../sim/quantity/time.ts";
import { aScenario } from "../support/scenarios.ts";

const DRILLS = 400;
const quiet = { "workload.db.arrivals": "{ kind: constant, mean: 1 /s }", "run.stableFor": "1 s" };
const next = (): number => 1;

/** In how many drills somebody is taken for dead within so many seconds of the first fault. */
function shareSuspected(
  faults: string,
  failover: string,
  given: { readonly until: number; readonly event?: string; readonly drills?: number },
): number {
  const { until, event = "primarySuspected", drills = DRILLS } = given;
  const scenario = aScenario(faults, { ...quiet, failover, "run.limit": `${until + 1} s` });
  let suspected = 0;
  for (let replication = 1; replication <= drills; replication++) {
    let isSuspected = false;
    runOnce(scenario, { disruption: "test", replication, seed: "false suspicions" }, ({ name, at }) => {
      if (name === event && at > 5e6 && at <= 5e6 + until * 1e6) isSuspected = true;
    });
    if (isSuspected) suspected++;
  }
  return suspected / drills;
}
const within = (share: number, expected: number, drills = DRILLS): void =>
  expect(Math.abs(share - expected)).toBeLessThan(4 * Math.sqrt((expected * (1 - expected)) / drills));

it("a monitor on a bad line suspects the living at the rate of the closed form", () => {
  // Both ways 30 %: p = 0.51, and 0.51³ = 0.13 of the attempts are fatal.
  const failover =
    "{ kind: monitor, at: w, interval: 2 s, probe: datagram, timeout: 300 ms, retries: 2, retryDelay: 200 ms, confirm: monitor-only }";
  const faults = "[ { kind: link-degradation, link: a-w, loss: 30 %, for: 11 s } ]";
  const loss = datagramLoss({ there: 0.3, back: 0.3, roundTrip: 10e3 }, 300e3);
  const rate = falseSuspicionRate({ loss, misses: 3, ticks: next }, seconds(2));
  // An attempt asks three times within a second: 5 ticks come at least a second before the line is good again.
  const share = shareSuspected(faults, failover, { until: 13 });
  within(share, 1 - Math.exp(5 * Math.log(1 - rate * 2e6)));
});

it("a monitor that opens a connection is wrong far more seldom: TCP sends again what is lost", () => {
  // At 0, 1 and 3 s, of which most get through: twice in a row within 25 s next to never, a packet every time.
  const failover = (probe: string): string =>
    `{ kind: monitor, at: w, interval: 5 s, probe: ${probe}, timeout: 5 s, retries: 1, retryDelay: 1 s, confirm: monitor-only }`;
  const faults = "[ { kind: link-degradation, link: a-w, loss: 10 %, for: 61 s } ]";
  const path = { there: 0.1, back: 0.1, roundTrip: 10e3 };
  const loop = (loss: number): number =>
    falseSuspicionRate({ loss, misses: 2, ticks: (n) => n + 1 }, seconds(5));
  const [packet, opened] = [loop(datagramLoss(path, 5e6)), loop(openingLoss(path, 5e6))];
  expect(packet / opened).toBeGreaterThan(500);
  expect(shareSuspected(faults, failover("connection"), { until: 70, drills: 100 })).toBe(0);
  expect(shareSuspected(faults, failover("datagram"), { until: 70, drills: 100 })).toBeGreaterThan(0.2);
});

it("a holder of a lease on a bad line steps down at the rate of the closed form", () => {
  const failover =
    "{ kind: lease, storeLeader: w, votes: [w], ttl: 9 s, loop: 2 s, retry: 2 s, race: 0.5 s, promote: 0.2 s }";
  const faults = "[ { kind: link-degradation, link: a-w, loss: 40 %, for: 12 s } ]";
  // The only voter is 5 ms away, and a LAN beyond it; nothing is asked of others.
  const loss = exchangeLoss({ there: 0.4, back: 0.4, roundTrip: 10_100 }, 2e6);
  const rate = falseSuspicionRate({ loss, misses: 1, ticks: next }, seconds(2));
  const share = shareSuspected(faults, failover, { until: 14, event: "writerStopped" });
  within(share, 1 - Math.exp(6 * Math.log(1 - rate * 2e6)));
});

it("stalls outlast a lease and a monitor as often as the closed form says", () => {
  const duration = { kind: "exponential", mean: 10e6 } as const;
  const faults = "[ { kind: node-hang, for: { kind: exponential, mean: 10 s } } ]";
  const lease = "{ kind: lease, storeLeader: w, ttl: 9 s, loop: 3 s, retry: 3 s }";
  const monitor =
    "{ kind: monitor, at: w, interval: 2 s, timeout: 1 s, retries: 2, retryDelay: 1 s, confirm: monitor-only }";
  const until = 30;
  // A lease has 6 to 9 s to live; a monitor asks within 2 s, and three times for 1 s with 1 s between them.
  within(
    shareSuspected(faults, lease, { until }),
    stallSuspicionRate({ rate: 1, duration }, { from: seconds(6), to: seconds(9) }),
  );
  within(
    shareSuspected(faults, monitor, { until }),
    stallSuspicionRate({ rate: 1, duration }, { from: seconds(5), to: seconds(7) }),
  );
});

it("the mean over the detection time of an exponential stall is the integral, and a constant one is seen or not", () => {
  const stalls = { rate: 2, duration: { kind: "exponential", mean: 10e6 } } as const;
  // 2 × the mean of exp(−x/10) from 6 to 9.
  const integral = (2 * 10 * (Math.exp(-0.6) - Math.exp(-0.9))) / 3;
  const detection = { from: seconds(6), to: seconds(9) };
  expect(stallSuspicionRate(stalls, detection)).toBeCloseTo(integral, 5);
  const of = (micros: number): number =>
    stallSuspicionRate({ rate: 1, duration: constant(micros) }, detection);
  expect([of(5e6), of(10e6)]).toEqual([0, 1]);
  expect(of(7.5e6)).toBeCloseTo(0.5, 2);
  // Rare ones keep their digits: exp(−18).
  const point = { from: seconds(9), to: seconds(9) };
  const rare = stallSuspicionRate({ rate: 1, duration: { kind: "exponential", mean: 0.5e6 } }, point);
  expect(rare / Math.exp(-18)).toBeCloseTo(1, 6);
});

it("rates are those of the mean wait for a run of failures", () => {
  // Feller: the mean number of coins until k in a row, (1 − p^k) / ((1 − p) p^k), here for overlapping attempts.
  const p = 0.1;
  const k = 3;
  const coins = (1 - p ** k) / ((1 - p) * p ** k);
  const rate = falseSuspicionRate({ loss: p, misses: k, ticks: (losses) => losses + 1 }, 1 as Duration);
  // A fatal attempt counts k + 1 ticks here, k there.
  expect(1 / rate).toBeCloseTo(coins + 1, 6);
});
