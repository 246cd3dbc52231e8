// The processors of a database node against queueing theory: M/M/1, M/D/1, M/E4/1, M/H2/1, M/M/c, M/M/1/K. Most cases
// feed the station itself; two run a whole scenario and look at what its clients see.
// Not covered: Q-MVA (a closed network of a processor and a disk, each first come first served): the disk of this model
// is group commit, where everybody who waits shares the next flush, so the product form does not apply.
import { describe, expect, it } from "vitest";
import { type RandomStream, randomRoot } from "../../sim/kernel/random.ts";
import { sample } from "../../sim/kernel/sampling.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";
import { Histogram } from "../../sim/statistics/histogram.ts";
import { Tally } from "../../sim/statistics/tally.ts";
import { Station } from "../../sim/transaction/station.ts";
import { aScenario, steady } from "../support/scenarios.ts";
import { caseOf } from "./validation-cases.ts";

interface Queue {
  readonly arrivalsPerSecond: number;
  readonly service: Distribution;
  readonly servers?: number;
  /** How many may be there, those in service included. */
  readonly capacity?: number;
}

interface Observed {
  /** Seconds from arrival to completion. */
  readonly times: Tally;
  readonly histogram: Histogram;
  readonly blocked: number;
  /** Standard error of the mean from 50 batches, each long against the memory of the queue. */
  readonly standardError: number;
}

const EMPTYING = 1e15;

/** `count` arrivals after a tenth of them as a start. */
function simulate(queue: Queue, count: number): Observed {
  const { arrivalsPerSecond, service, servers = 1, capacity } = queue;
  const random = randomRoot("queueing").replication(1);
  const [gaps, work]: RandomStream[] = [random.stream("gaps"), random.stream("work")];
  const station = new Station({
    servers,
    drawService: () => sample(service, work as RandomStream),
    queue: capacity === undefined ? undefined : capacity - servers,
  });
  const times = new Tally();
  const histogram = new Histogram(1e6);
  const batches = Array.from({ length: 50 }, () => new Tally());
  let blocked = 0;
  let served = 0;
  const finish = (until: number): void => {
    while (station.nextDoneAt <= until) {
      const { at, work: done } = station.takeDone();
      if (served++ < count / 10) continue;
      const seconds = (at - done.arrivedAt) / 1e6;
      times.add(seconds);
      histogram.add(at - done.arrivedAt);
      batches[Math.floor(((served - count / 10) / (count + 1)) * 50)]?.add(seconds);
    }
  };
  let now = 0;
  for (let i = 0; i < count * 1.1; i++) {
    now += ((gaps as RandomStream).exponential() / arrivalsPerSecond) * 1e6;
    finish(now);
    if (!station.arrive({ arrivedAt: now, population: 0, bytes: 1, writes: 1 }) && i >= count / 10) blocked++;
  }
  finish(EMPTYING);
  const means = Tally.of(batches.filter(({ count: n }) => n > 0).map(({ mean }) => mean as number));
  return { times, histogram, blocked, standardError: Math.sqrt((means.variance as number) / means.count) };
}

/** Within 3 %, or 4 standard errors (once in 16,000 seeds), whichever is more; and 4 of them are less than a tenth. */
function expectMean({ times, standardError }: Observed, expected: number): void {
  expect(standardError * 4).toBeLessThan(0.1 * expected);
  expect(Math.abs((times.mean as number) - expected)).toBeLessThan(
    Math.max(0.03 * expected, 4 * standardError),
  );
}

const MEAN = 100_000; // 0.1 s
const exponential: Distribution = { kind: "exponential", mean: MEAN };
/** Balanced means, squared coefficient of variation 4: p = (1 + sqrt(3/5)) / 2, means 0.05 s / p and 0.05 s / (1 − p). */
const p = (1 + Math.sqrt(3 / 5)) / 2;
const hyperexponential: Distribution = {
  kind: "hyperexponential",
  p,
  means: [MEAN / (2 * p), MEAN / (2 * (1 - p))],
};

describe("one processor: Pollaczek and Khinchine", () => {
  const services: Readonly<Record<string, Distribution>> = {
    MM1: exponential,
    MD1: { kind: "constant", value: MEAN },
    ME4: { kind: "erlang", stages: 4, mean: MEAN },
    MH2: hyperexponential,
  };
  for (const [id, count] of [
    ["Q-MM1-rho0.8", 400_000],
    ["Q-MM1-rho0.9", 800_000],
    ["Q-MD1-rho0.5", 100_000],
    ["Q-MD1-rho0.8", 200_000],
    ["Q-ME4-1-rho0.8", 200_000],
    ["Q-MH2-1-scv4-rho0.5", 400_000],
    ["Q-MH2-1-scv4-rho0.9", 3_000_000],
  ] as const)
    it(id, () => {
      const { inputs, expected } = caseOf(id);
      const service = services[id.slice(2, 5)] as Distribution;
      const observed = simulate({ arrivalsPerSecond: inputs.arrival_per_s as number, service }, count);
      expectMean(observed, expected.W as number);
      // In M/M/1 the time there is exponential: its quantiles are W × ln 20 and W × ln 100.
      for (const [key, quantile] of [
        ["W_p95", 0.95],
        ["W_p99", 0.99],
      ] as const) {
        const wanted = expected[key];
        if (wanted === undefined) continue;
        const scale = wanted / (expected.W as number);
        const tolerance = Math.max(0.03 * wanted, 4 * observed.standardError * scale);
        expect(Math.abs((observed.histogram.quantile(quantile) as number) - wanted)).toBeLessThan(tolerance);
      }
    });
});

describe("several processors: Erlang C", () => {
  for (const [id, count] of [
    ["Q-MM2-a1.6", 300_000],
    ["Q-MM8-a6", 200_000],
    ["Q-MM16-a14", 300_000],
  ] as const)
    it(id, () => {
      const { inputs, expected } = caseOf(id);
      const servers = inputs.servers as number;
      const arrivalsPerSecond = (inputs.offered_erlangs as number) / (inputs.mean_service_s as number);
      expectMean(simulate({ arrivalsPerSecond, service: exponential, servers }, count), expected.W as number);
    });
});

describe("a bounded queue: M/M/1/K", () => {
  for (const id of ["Q-MM1K-8-10-10", "Q-MM1K-9-10-20", "Q-MM1K-12-10-10"])
    it(id, () => {
      const { inputs, expected } = caseOf(id);
      const count = 600_000;
      const observed = simulate(
        {
          arrivalsPerSecond: inputs.arrival as number,
          service: exponential,
          capacity: inputs.capacity_incl_service as number,
        },
        count,
      );
      expectMean(observed, expected.W_accepted as number);
      // Blocked arrivals come in clumps: the spread of their number is at most that of independent ones times the clump,
      // which is shorter than 2 K.
      const wanted = expected.p_block as number;
      const clump = 2 * (inputs.capacity_incl_service as number);
      const standardError = Math.sqrt((wanted * (1 - wanted) * clump) / count);
      expect(Math.abs(observed.blocked / count - wanted)).toBeLessThan(
        Math.max(0.03 * wanted, 4 * standardError),
      );
    });
});

describe("a whole scenario", () => {
  /** Mean seconds from the first statement to the answer, less flush (1 µs) and two round trips of 1 µs. */
  function clientMean(arrivalsPerSecond: number, servers: number, seconds: number): number {
    const run = steady(
      aScenario("[ { kind: edge-loss, site: a } ]", {
        "workload.db.arrivals": `{ kind: poisson, mean: ${arrivalsPerSecond} /s }`,
        "clusters.db.node": `{ flush: 1 µs, service: { kind: exponential, mean: 100 ms }, servers: ${servers} }`,
        "clients.all.near": "a",
        "clients.all.rtt": "1 µs",
        "run.steadyWindow": `${seconds} s`,
      }),
    );
    const sparse = run.histograms.clientLatencySeconds;
    if (!sparse) throw new Error("no histogram");
    return (Histogram.from(sparse).mean as number) - 3e-6;
  }

  it("with one processor at 80 % shows its clients M/M/1: 0.5 s", () => {
    // The mean over n customers of M/M/1 has standard error sqrt(2 ρ (1 + ρ) / (1 − ρ)⁴ / n) × service: n = 160,000, 0.0106 s.
    const { expected } = caseOf("Q-MM1-rho0.8");
    expect(Math.abs(clientMean(8, 1, 20_000) - (expected.W as number))).toBeLessThan(4 * 0.0106);
  });

  it("with eight processors and 6 Erlang shows M/M/8: 0.1178 s", () => {
    const { expected } = caseOf("Q-MM8-a6");
    expect(Math.abs(clientMean(60, 8, 3000) - (expected.W as number))).toBeLessThan(
      0.03 * (expected.W as number),
    );
  });
});
