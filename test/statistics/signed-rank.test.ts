// Published examples, and the definitions played out by brute force.
import { describe, expect, it, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { hodgesLehmann } from "../../sim/statistics/hodges-lehmann.ts";
import { holm } from "../../sim/statistics/holm.ts";
import { netShareInterval, signTest } from "../../sim/statistics/sign-test.ts";
import { signedRank } from "../../sim/statistics/signed-rank.ts";

/** Every assignment of signs, counted: the definition of the exact test. */
function byEnumeration(differences: readonly number[]): { greater: number; less: number } {
  const size = (i: number): number => Math.abs(differences[i] as number);
  const rank = differences.map((_, i) => {
    const smaller = differences.filter((_, k) => size(k) < size(i)).length;
    const tied = differences.filter((_, k) => size(k) === size(i)).length;
    return smaller + (tied + 1) / 2;
  });
  const ranks = rank.filter((_, i) => differences[i] !== 0);
  const seen = rank.reduce((sum, r, i) => sum + ((differences[i] as number) > 0 ? r : 0), 0);
  let [greater, less] = [0, 0];
  const all = 2 ** ranks.length;
  for (let signs = 0; signs < all; signs++) {
    const sum = ranks.reduce((s, r, i) => s + ((signs >> i) & 1 ? r : 0), 0);
    if (sum >= seen) greater++;
    if (sum <= seen) less++;
  }
  return { greater: greater / all, less: less / all };
}

/** Darwin's maize (Fisher, The Design of Experiments, 1935): crossed less self-fertilised height, eighths of an inch. */
const MAIZE = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48];

/** Hamilton depression scale before and after (Hollander, Wolfe & Chicken, example 3.1): y - x of nine patients. */
const DEPRESSION = [-0.952, 0.147, -1.022, -0.43, -0.62, -0.59, -0.49, 0.08, -0.01];

describe("Wilcoxon's signed-rank test", () => {
  it("gives the published probability for Darwin's maize", () => {
    // Ranks of the negative ones: 67 is the 14th, 48 the 10th of 15 sizes (49 the 11th): 24, so the others sum to 96.
    const { positive, twoSided, method } = signedRank(MAIZE);
    expect([positive, method]).toEqual([96, "exact"]);
    expect(twoSided).toBeCloseTo(0.04126, 5);
  });

  it("gives the published probability for the depression scale", () => {
    // The book: T+ = 5, one-sided P = 0.020 (its table for n = 9).
    const { positive, less } = signedRank(DEPRESSION);
    expect(positive).toBe(5);
    expect(less).toBeCloseTo(10 / 512, 12);
  });

  test.each([
    ["ties", [1, 1, -1, 2, 2, -3, 4, 4, 4]],
    ["zeros", [0, 0, 0, 5, -1, 3, 3, 0, 2]],
    [
      "infinite ones",
      [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2, 1, Number.POSITIVE_INFINITY, -3],
    ],
    ["a single one", [7]],
  ])("equals the count of all assignments of signs with %s", (_, differences) => {
    const { greater, less } = signedRank(differences);
    const counted = byEnumeration(differences);
    expect(greater).toBeCloseTo(counted.greater, 12);
    expect(less).toBeCloseTo(counted.less, 12);
  });

  it("counts equal pairs as evidence of no difference, as Pratt asks", () => {
    const few = [1, 2, 3, 4, 5, 6, 7, -8];
    const amongEqual = signedRank([...few, ...new Array<number>(100).fill(0)]).greater;
    expect(signedRank(few).greater).toBeLessThan(0.1);
    // 101 … 108 instead of 1 … 8: nearly a sign test, 7 of 8: 9/256.
    expect(amongEqual).toBeCloseTo(9 / 256, 2);
  });

  it("is normal above fifty, and there within a hundredth of the exact tail", () => {
    const differences = Array.from({ length: 51 }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const above = signedRank(differences);
    const exact = signedRank([...differences.slice(1)]);
    expect([above.method, exact.method]).toEqual(["normal", "exact"]);
    // The same signs but the smallest: both tails lie close.
    expect(above.greater / exact.greater).toBeGreaterThan(0.9);
    expect(above.greater / exact.greater).toBeLessThan(1.25);
  });

  it("raises no more false alarms than stated, with skew-free noise and most pairs equal", () => {
    const draws = randomRoot("signed rank").replication(1).stream("noise");
    const level = 0.02;
    let alarms = 0;
    for (let trial = 0; trial < 2_000; trial++) {
      const differences = Array.from({ length: 60 }, () => (draws.uniform() < 0.5 ? 0 : draws.normal()));
      if (signedRank(differences).twoSided <= level) alarms++;
    }
    // 2,000 × 0.02 = 40; above 65 once in 10,000 times.
    expect(alarms).toBeLessThan(65);
    expect(alarms).toBeGreaterThan(15);
  });
});

describe("the Hodges-Lehmann estimate", () => {
  const byHand = (values: readonly number[]): number[] =>
    values.flatMap((a, i) => values.slice(i).map((b) => a / 2 + b / 2)).sort((a, b) => a - b);

  it("gives the published estimate and interval for the depression scale", () => {
    // The book: -0.46, and [-0.786, -0.010] with confidence 0.961 (example 3.4, 3.5: ranks 6 and 40 of 45).
    const { value, low, high } = hodgesLehmann(DEPRESSION, 0.95);
    expect(value).toBeCloseTo(-0.46, 12);
    expect(low).toBeCloseTo(-0.786, 12);
    expect(high).toBeCloseTo(-0.01, 12);
  });

  it("is the median of all means of two, whatever the order and ties", () => {
    const draws = randomRoot("hodges").replication(1).stream("values");
    for (const n of [1, 2, 3, 10, 41, 75]) {
      const values = Array.from({ length: n }, () => Math.round(20 * draws.normal()) / 4);
      const means = byHand(values);
      const middle = [
        means[Math.ceil(means.length / 2) - 1],
        means[Math.floor(means.length / 2)],
      ] as number[];
      expect(hodgesLehmann(values).value).toBe(((middle[0] as number) + (middle[1] as number)) / 2);
    }
  });

  it("covers as often as stated", () => {
    const draws = randomRoot("coverage").replication(1).stream("values");
    for (const n of [8, 30, 80]) {
      let covered = 0;
      for (let trial = 0; trial < 1_000; trial++) {
        const { low = Number.NaN, high = Number.NaN } = hodgesLehmann(
          Array.from({ length: n }, () => 3 + draws.exponential() - draws.exponential()),
        );
        if (low <= 3 && 3 <= high) covered++;
      }
      // 950 ± 6.9: beyond four of them once in 16,000 times; with 8 values the exact confidence is 0.961.
      expect(covered).toBeGreaterThan(922);
      expect(covered).toBeLessThan(985);
    }
  });

  it("has no interval below six pairs, and is infinite where most differences are", () => {
    expect(hodgesLehmann([1, 2, 3, 4, 5])).toEqual({ value: 3, confidence: 0.95 });
    const beyond = Number.POSITIVE_INFINITY;
    const { value, low } = hodgesLehmann([beyond, beyond, beyond, beyond, beyond, beyond, beyond, 1]);
    expect([value, low]).toEqual([beyond, beyond]);
    expect(hodgesLehmann([beyond, -beyond]).value).toBe(0);
    expect(hodgesLehmann(new Array<number>(9).fill(0))).toEqual({
      value: 0,
      low: 0,
      high: 0,
      confidence: 0.95,
    });
  });
});

describe("the sign test", () => {
  it("gives McNemar's exact probability for a published table", () => {
    // Agresti, Categorical Data Analysis, table 10.1: 150 and 86 of 1600 changed their approval.
    expect(signTest(150, 86).twoSided).toBeCloseTo(3.7e-5, 5);
    // By hand: 2 × (1 + 10 + 45) / 1024.
    expect(signTest(8, 2).twoSided).toBeCloseTo(0.109375, 12);
    expect(signTest(0, 0).twoSided).toBe(1);
  });

  it("bounds the net share so that it covers at least as often as stated", () => {
    const draws = randomRoot("net share").replication(1).stream("pairs");
    let missed = 0;
    for (let trial = 0; trial < 500; trial++) {
      let [up, down] = [0, 0];
      for (let pair = 0; pair < 100; pair++) {
        const u = draws.uniform();
        if (u < 0.1) up++;
        else if (u < 0.14) down++;
      }
      const { low, high } = netShareInterval(up, down, 100);
      if (low > 0.06 || high < 0.06) missed++;
    }
    // At most 25 expected; conservative, so fewer.
    expect(missed).toBeLessThan(25);
  });
});

describe("Holm's adjustment", () => {
  it("multiplies the smallest by all, the next by one less, and never falls", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
    expect(holm([])).toEqual([]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
  });
});
