// The curve "losses a year of more than x by losses of sites": which way of estimating is printed, and with what.
import { expect, test } from "vitest";
import type { OutlookFold } from "../../sim/experiment/outlook-fold.ts";
import { siteLossesOf } from "../../sim/experiment/outlook-site-losses.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { LOSS_SIZES } from "../../sim/metrics/outlook/exposure.ts";
import type { SiteLosses } from "../../sim/metrics/outlook/site-losses.ts";

const draws = randomRoot("site losses").replication(1).stream("values");
const YEARS = 20;

/** Replications in which `rate` losses above each size are expected, give or take `spread`, and `seen` were counted. */
function replications(
  count: number,
  rate: (size: number) => number,
  seen: (size: number) => number,
): SiteLosses[] {
  return Array.from({ length: count }, () => {
    const luck = 0.5 + draws.uniform();
    return {
      integrated: {
        losses: rate(0) * luck,
        seconds: rate(0) * luck * 10,
        stranded: 0,
        above: LOSS_SIZES.map((size) => rate(size) * luck),
      },
      counted: { seconds: 0, above: LOSS_SIZES.map(seen) },
    };
  });
}
const resultOf = (siteLosses: SiteLosses[], areInputsExact = false) =>
  siteLossesOf(
    { fold: { siteLosses } as unknown as OutlookFold, years: YEARS, inputDraws: 1 },
    areInputsExact,
  );

test("without a site that can be lost there is nothing to say", () => {
  expect(
    resultOf(
      replications(
        100,
        () => 0,
        () => 0,
      ),
    ),
  ).toBeUndefined();
});

test("what is never seen is integrated, with its effective sample size and the share of the largest weight", () => {
  const found = resultOf(
    replications(
      300,
      (size) => 1e-4 / (1 + size),
      () => 0,
    ),
  );
  const point = found?.curve[3];
  expect(point).toMatchObject({ seconds: 1, better: "integrated", printed: { kind: "value" } });
  const {
    mean = 0,
    low = 0,
    high = 0,
    effectiveSamples = 0,
    largestWeightShare = 1,
  } = point?.integrated ?? {};
  expect(low).toBeLessThan(mean);
  expect(mean).toBeGreaterThan(0.9 * (0.5e-4 / YEARS));
  expect(high).toBeLessThan(1.1 * (0.5e-4 / YEARS));
  expect(effectiveSamples).toBeGreaterThan(250);
  expect(largestWeightShare).toBeLessThan(0.01);
  expect(point?.counted.bound?.high).toBeCloseTo(3.0 / (300 * YEARS), 4);
});

test("below one in a million years only the order of magnitude is printed, unless the inputs are exact", () => {
  const rare = replications(
    300,
    () => 1e-7 * YEARS,
    () => 0,
  );
  expect(resultOf(rare)?.curve[0]?.printed).toEqual({ kind: "order-of-magnitude", exponent: -7 });
  expect(resultOf(rare, true)?.curve[0]?.printed.kind).toBe("value");
});

test("where counting has shown more than integrating can explain, counting is believed", () => {
  const found = resultOf(
    replications(
      300,
      () => 1e-3,
      () => (draws.uniform() < 0.5 ? 1 : 0),
    ),
  );
  expect(found?.curve[3]?.better).toBe("counted");
});

test("few replications give a bound and its reason", () => {
  const found = resultOf(
    replications(
      60,
      () => 1e-3,
      () => 0,
    ),
  );
  expect(found?.takeoversPerYear.bound?.method).toMatch(/effective sample size \d+ of 100/);
});
