// Losses by losses of sites, integrated, against closed forms and against counting.
import { describe, expect, test } from "vitest";
import { failureSources } from "../../../sim/faults/sources/registry.ts";
import { randomRoot } from "../../../sim/kernel/random.ts";
import { ExposureIntegral, LOSS_SIZES } from "../../../sim/metrics/outlook/exposure.ts";
import type { SiteLosses } from "../../../sim/metrics/outlook/site-losses.ts";
import { SketchBook } from "../../../sim/metrics/outlook/sketch.ts";
import { failuresOf } from "../../../sim/model/failures.ts";
import { Outlook } from "../../../sim/model/outlook.ts";
import { loadScenarioOrThrow } from "../../../sim/scenario/load.ts";

/** Two sites, one line, one database node in each; nothing fails but what a test says. */
const TWO = `
twinsite: 1
title: Two sites, one line
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 30 ms } }
routing: { detection: 0.9 s, convergence: 0.1 s }
clusters: { db: { members: { a: 1, b: 1 }, prefers: a, node: { restart: 20 s } } }
replication: { overhead: 0 % }
failover: { kind: monitor, at: b, confirm: monitor-only }
clients: { all: { near: a, redirect: { kind: virtual-address, takeover: 1 s } } }
workload: { db: { arrivals: { kind: constant, mean: 50 /s }, transaction: { log: 1 KB } } }
disruptions: { test: [ { kind: site-loss, site: a } ] }
`;
const NEVER = [...failureSources.parts.keys()].map((kind) => `failures.${kind}=never`);

function outlook(years: number, overrides: readonly string[], replications = 1): SiteLosses[] {
  const scenario = loadScenarioOrThrow(TWO, {
    overrides: [
      ...NEVER,
      "failures.inputs=exact",
      "failures.coverage={ fresh: 100 %, floor: 100 % }",
      ...overrides,
    ],
  });
  return Array.from({ length: replications }, (_, i) => {
    const random = randomRoot("exposure").replication(i + 1);
    const failures = failuresOf(scenario, random);
    const sketch = new SketchBook(years * 12);
    const parts = {
      scenario,
      random,
      failures,
      years,
      resolution: "fluid",
      sketch,
      replication: i + 1,
    } as const;
    return new Outlook(parts).run().siteLosses;
  });
}
const sum = (all: readonly SiteLosses[], of: (one: SiteLosses) => number): number =>
  all.reduce((total, one) => total + of(one), 0);
const above = (seconds: number) => {
  const i = LOSS_SIZES.indexOf(seconds);
  return {
    integrated: ({ integrated }: SiteLosses): number => integrated.above[i] as number,
    counted: ({ counted }: SiteLosses): number => counted.above[i] as number,
  };
};

test("exposure that grows from 0 to 8 s while 0.1 losses of the site are expected", () => {
  const integral = new ExposureIntegral();
  integral.add({ atStart: 0, atEnd: 8, expected: 0.1 });
  expect(integral.losses).toBeCloseTo(0.1, 12);
  expect(integral.seconds).toBeCloseTo(0.4, 12);
  expect(integral.above[LOSS_SIZES.indexOf(3)]).toBeCloseTo(0.1 * (5 / 8), 12);
  expect(integral.above[LOSS_SIZES.indexOf(10)]).toBe(0);
});

test("of a constant exposure all counts, above what is less than it, nothing above what is more", () => {
  const integral = new ExposureIntegral();
  integral.add({ atStart: 3, atEnd: 3, expected: 0.25 });
  expect(integral.above[LOSS_SIZES.indexOf(1)]).toBe(0.25);
  expect(integral.above[LOSS_SIZES.indexOf(3)]).toBe(0);
});

describe("one year of a world", () => {
  test("a copy that lags by one constant delay loses just that, as often as the site is lost", () => {
    const [year] = outlook(1, ["links.wan.rtt=4 s", "failures.site-disaster={ perYear: 0.1 %, rolling: 1 }"]);
    const { losses, seconds, stranded } = (year as SiteLosses).integrated;
    // But for the half minute before failures begin.
    expect(losses).toBeCloseTo(0.001, 8);
    expect(stranded).toBe(0);
    // Two seconds on the way, less than a millisecond to the disk and on the line.
    expect(seconds / losses).toBeGreaterThan(1.999);
    expect(seconds / losses).toBeLessThan(2.003);
    expect(above(1).integrated(year as SiteLosses)).toBe(losses);
    expect(above(3).integrated(year as SiteLosses)).toBe(0);
  });

  test("what is on the wire arrives where a site dies of a power loss: next to nothing is lost", () => {
    const [year] = outlook(1, ["links.wan.rtt=4 s", "failures.site-outage={ every: 2000000 h }"]);
    const { losses, seconds } = (year as SiteLosses).integrated;
    expect(losses).toBeCloseTo(8760 / 2e6, 7);
    expect(seconds / losses).toBeLessThan(0.005);
  });
});

/** People who need six seconds, wherever they are: nobody is out of their sight. */
const PEOPLE = "failover={ kind: manual, notice: 3 s, decide: 1 s, fence: 1 s, act: 1 s }";

test("a line that is cut now and then leaves the exposure of renewal theory", () => {
  const [up, repair, years] = [240, 2, 100];
  const [all] = outlook(years, [
    PEOPLE,
    `failures.link-cut={ every: ${up} h, repair: { kind: exponential, mean: ${repair} h } }`,
    "failures.site-disaster={ perYear: 0.0001 %, rolling: 1 }",
  ]);
  const { losses } = (all as SiteLosses).integrated;
  expect(losses).toBeCloseTo(1e-6 * years, 9);
  // At a random instant the line has been cut for more than x with probability repair / (up + repair) e^(-x / repair).
  const cuts = (years * 8760) / (up + repair);
  for (const seconds of [300, 1800, 3600, 14_400]) {
    const tail = Math.exp(-seconds / 3600 / repair);
    const expected = ((losses * repair) / (up + repair)) * tail;
    // Of the sum of what is left of each cut after x; both ends within four standard errors.
    const error = Math.sqrt(2 / tail / cuts);
    const share = above(seconds).integrated(all as SiteLosses) / expected;
    expect(Math.abs(share - 1)).toBeLessThan(4 * error);
  }
});

test("where sites are lost often, integrating and counting agree", () => {
  const all = outlook(
    20,
    [
      PEOPLE,
      "failures.link-cut={ every: 100 h, repair: { kind: exponential, mean: 10 h } }",
      "failures.site-outage={ every: 400 h, repair: 2 h }",
    ],
    4,
  );
  for (const seconds of [1, 300, 3600, 14_400]) {
    const counted = sum(all, above(seconds).counted);
    const integrated = sum(all, above(seconds).integrated);
    expect(counted).toBeGreaterThan(30);
    expect(Math.abs(counted - integrated)).toBeLessThan(3.5 * Math.sqrt(integrated));
  }
  const seconds = sum(all, ({ integrated }) => integrated.seconds);
  expect(seconds / sum(all, ({ counted }) => counted.seconds)).toBeCloseTo(1, 0);
});
