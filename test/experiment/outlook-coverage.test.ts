// Honest intervals: of a small outlook with sites, lines and people, a thousand outlooks are drawn, and each printed
// 95 % interval is asked whether it holds the truth. The thousand are samples with replacement from one pool of real
// replications, whose mean is the truth: a thousand times 120 replications of their own would take an hour.
import { beforeAll, describe, expect, test } from "vitest";
import { OutlookFold } from "../../sim/experiment/outlook-fold.ts";
import type { OutlookReplication } from "../../sim/experiment/outlook-job.ts";
import { outlookMetrics } from "../../sim/experiment/outlook-metrics.ts";
import type { OutlookEstimate } from "../../sim/experiment/outlook-result.ts";
import { lossesOfAllKinds, siteLossesOf } from "../../sim/experiment/outlook-site-losses.ts";
import { runOutlookBlock } from "../../sim/experiment/run-outlook-block.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { SketchBook } from "../../sim/metrics/outlook/sketch.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { nothingFailsTexts } from "../support/failures.ts";

const SMALL = `
twinsite: 1
title: Two sites, one line that is often cut
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 2 ms } }
clusters: { db: { members: { a: 1, b: 1 }, prefers: a, dataset: 1 MB } }
failover: { kind: manual, notice: 1 min, decide: 1 min, fence: 1 min, act: 1 min }
clients: { all: { near: a, redirect: { kind: virtual-address, takeover: 0 s }, timeouts: { connect: 1 s, socket: 5 s } } }
workload: { db: { arrivals: { kind: constant, mean: 50 /s } } }
disruptions: { test: [ { kind: site-loss, site: a } ] }
`;
const YEARS = 0.5;
const POOL = 600;
const OUTLOOKS = 1000;
const REPLICATIONS = 120;

type Metrics = Readonly<Record<string, OutlookEstimate>>;
const metricsOf = (replications: readonly OutlookReplication[]): Metrics => {
  const fold = new OutlookFold([]);
  fold.add(0, { replications, sketch: new SketchBook(YEARS * 12).toPlain() });
  const estimated = { fold, years: YEARS, inputDraws: 1 };
  const siteLosses = siteLossesOf(estimated, true);
  return {
    ...outlookMetrics(estimated, false),
    ...(siteLosses && {
      takeovers: siteLosses.takeoversPerYear,
      integratedLoss: siteLosses.secondsPerYear,
      integratedAboveOneHour: siteLosses.curve.find(({ seconds }) => seconds === 3600)
        ?.integrated as OutlookEstimate,
      expectedLoss: lossesOfAllKinds(estimated, siteLosses),
    }),
  };
};

/** How many of the outlooks held the truth, and how many said so with an interval. */
const held = new Map<string, { covers: number; intervals: number }>();

beforeAll(() => {
  const scenario = loadScenarioOrThrow(SMALL, {
    overrides: [
      ...nothingFailsTexts,
      "failures.inputs=exact",
      "failures.coverage={ fresh: 100 %, floor: 100 % }",
      "failures.link-cut={ every: 10 d, repair: { kind: exponential, mean: 24 h } }",
      "failures.site-outage={ every: 30 d, repair: { kind: exponential, mean: 5 h } }",
    ],
  });
  const job = { question: "outlook", firstReplication: 1, replications: POOL, years: YEARS } as const;
  const { replications } = runOutlookBlock(scenario, {
    ...job,
    seed: "1",
    resolution: "fluid",
    inputDraws: 1,
  });
  const truth = metricsOf(replications);
  const draws = randomRoot("coverage").replication(1).stream("outlooks");
  for (let i = 0; i < OUTLOOKS; i++) {
    const drawn = Array.from(
      { length: REPLICATIONS },
      () => replications[draws.below(POOL)] as OutlookReplication,
    );
    for (const [name, { low, high, bound }] of Object.entries(metricsOf(drawn))) {
      const of = held.get(name) ?? { covers: 0, intervals: 0 };
      const mean = truth[name]?.mean ?? 0;
      const isAbove = mean >= (low ?? bound?.low ?? Number.NEGATIVE_INFINITY);
      const isBelow = mean <= (high ?? bound?.high ?? Number.POSITIVE_INFINITY);
      if (isAbove && isBelow) of.covers++;
      if (low !== undefined && high !== undefined) of.intervals++;
      held.set(name, of);
    }
  }
});

describe("of a thousand outlooks", () => {
  test.each(["unprotectedSecondsPerYear", "takeovers", "integratedAboveOneHour"])(
    "the interval of %s holds the truth in 92 to 98 of a hundred",
    (name) => {
      const { covers = 0, intervals = 0 } = held.get(name) ?? {};
      expect(intervals).toBeGreaterThan(0.9 * OUTLOOKS);
      expect(covers).toBeGreaterThan(0.92 * OUTLOOKS);
      expect(covers).toBeLessThan(0.98 * OUTLOOKS);
    },
  );

  // A few outages of both sites, and a few long exposures, carry these sums: as a rule they have bounds, which hold
  // whatever the sizes. Failures and repairs alternate, so counts vary less than Poisson's.
  test.each([
    "downtimeSecondsPerYear",
    "writeAvailability",
    "incidentsPerYear",
    "outagesPerYear",
    "lossesPerYear",
    "failoversPerYear",
    "lossSecondsPerYear",
    "integratedLoss",
    "expectedLoss",
  ])("the interval or bound of %s holds the truth in at least 92 of a hundred", (name) => {
    expect(held.get(name)?.covers).toBeGreaterThan(0.92 * OUTLOOKS);
  });
});
