// Splitting against brute force and against an integral: a pair of units with Weibull repairs, which no
// Markov chain of few states describes, down together for longer than so many hours.
import { describe, expect, test } from "vitest";
import { exp, pow } from "../../sim/kernel/arithmetic.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { sample } from "../../sim/kernel/sampling.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";
import { residualOf } from "../../sim/rare/residual.ts";
import { type BranchDraws, splitting } from "../../sim/rare/splitting.ts";
import { Tally } from "../../sim/statistics/tally.ts";

interface Pair {
  /** Failures per hour of the unit that is up. */
  readonly rate: number;
  readonly repair: Extract<Distribution, { kind: "weibull" }>;
  /** Hours that both must be down for it to count. */
  readonly together: number;
  /**
   * A repair older than this is the first level; both down is the second, then come so many parts of
   * `together`.
   */
  readonly old: number;
  readonly stages: number;
}

/** From the failure of the first unit until it is repaired, or both have been down for long enough. */
const cycleOf =
  ({ rate, repair, together, old, stages }: Pair) =>
  (draws: BranchDraws): void => {
    const failure: Distribution = { kind: "exponential", mean: 1 / rate };
    // Ends of the first repair and of the second unit's life, from the start of the cycle.
    let repaired = sample(repair, draws.stream("repair/first"));
    let fails = sample(failure, draws.stream("failure/second"));
    if (Math.min(repaired, fails) > old) {
      if (!draws.reached(1)) return;
      repaired = old + residualOf(repair, old, draws.stream("repair/first"));
      fails = old + residualOf(failure, old, draws.stream("failure/second"));
    }
    if (repaired < fails) return;
    if (!draws.reached(2)) return;
    let left = residualOf(repair, fails, draws.stream("repair/first"));
    let second = sample(repair, draws.stream("repair/second"));
    for (let stage = 1; stage <= stages; stage++) {
      const so = (together * stage) / stages;
      if (Math.min(left, second) < so || !draws.reached(2 + stage)) return;
      left = so + residualOf(repair, fails + so, draws.stream("repair/first"));
      second = so + residualOf(repair, so, draws.stream("repair/second"));
    }
  };

/** ∫ λ e^−λa S(a + x) da · S(x) with S(t) = e^−(t/scale)^shape, by Simpson's rule. */
function integral({ rate, repair, together }: Pair): number {
  const longer = (t: number): number => exp(-pow(t / repair.scale, repair.shape));
  // Integrated over v with a = v², which takes the steepness of a shape below 1 away from 0.
  const [steps, to] = [20_000, Math.sqrt(4000)];
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    const v = (to * i) / steps;
    const weight = i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2;
    sum += weight * 2 * v * rate * exp(-rate * v * v) * longer(v * v + together);
  }
  return ((sum * to) / steps / 3) * longer(together);
}

const repair = { kind: "weibull", scale: 6, shape: 0.7 } as const;
const common: Pair = { rate: 0.02, repair, together: 4, old: 4, stages: 2 };
const rare: Pair = { rate: 0.02, repair, together: 96, old: 6, stages: 6 };

const problemOf = (pair: Pair, roots: number) => ({
  levels: 2 + pair.stages,
  run: cycleOf(pair),
  roots,
  confidence: 0.999,
});

describe("a pair with Weibull repairs", () => {
  test("brute force, splitting and the integral agree where all three can", () => {
    const truth = integral(common);
    let hits = 0;
    const stream = randomRoot("brute").replication(0).stream("cycles");
    const trials = 400_000;
    for (let i = 0; i < trials; i++) {
      const [first, fails] = [sample(repair, stream), stream.exponentialByInversion() / common.rate];
      if (fails < first && Math.min(first - fails, sample(repair, stream)) >= common.together) hits++;
    }
    // Three standard errors of a count.
    expect(Math.abs(hits / trials / truth - 1)).toBeLessThan(3 / Math.sqrt(hits));
    const found = splitting(problemOf(common, 20_000), randomRoot("splitting"));
    expect(found.low).toBeLessThanOrEqual(truth);
    expect(found.high).toBeGreaterThanOrEqual(truth);
    expect(found.relativeHalfWidth).toBeLessThan(0.15);
  });

  test("less than one in a million cycles: the interval covers, in a thousandth of the runs", () => {
    const truth = integral(rare);
    expect(truth).toBeLessThan(1e-6);
    const found = splitting(problemOf(rare, 10_000), randomRoot("rare splitting"));
    expect(found.low).toBeLessThanOrEqual(truth);
    expect(found.high).toBeGreaterThanOrEqual(truth);
    // Plain runs for the same width: (z / width)² / p.
    expect(found.runs).toBeLessThan((3.29 / (found.relativeHalfWidth ?? 1)) ** 2 / truth / 1000);
  });

  test("without bias: the mean of 400 small estimates is the integral", () => {
    const estimates = Tally.of(
      Array.from(
        { length: 400 },
        (_, i) =>
          splitting({ ...problemOf(common, 50), branches: [2, 3, 2] }, randomRoot(`bias ${i}`)).mean ?? 0,
      ),
    );
    const error = Math.sqrt((estimates.variance ?? 0) / 400);
    expect(Math.abs((estimates.mean ?? 0) - integral(common))).toBeLessThan(3 * error);
  });
});

test("95 % intervals of 1,000 macro-replications cover in 92 to 98 %", () => {
  // Three levels of probability 0.3 each, split by three.
  const run = (draws: BranchDraws): void => {
    for (let level = 1; level <= 3; level++)
      if (draws.stream("luck").uniform() >= 0.3 || !draws.reached(level)) return;
  };
  let [printed, covered] = [0, 0];
  for (let macro = 0; macro < 1000; macro++) {
    const found = splitting({ levels: 3, run, roots: 1500, branches: [3, 3] }, randomRoot(`macro ${macro}`));
    if (found.low === undefined || found.high === undefined) continue;
    printed++;
    if (found.low <= 0.027 && 0.027 <= found.high) covered++;
  }
  expect(printed).toBeGreaterThan(900);
  expect(covered / printed).toBeGreaterThanOrEqual(0.92);
  expect(covered / printed).toBeLessThanOrEqual(0.98);
});

describe("branches", () => {
  test("share the past to the last bit and nothing after it", () => {
    const seen: number[][] = [];
    const run = (draws: BranchDraws): void => {
      const path = [draws.stream("walk").uniform()];
      if (draws.reached(1)) {
        path.push(draws.stream("walk").uniform());
        draws.reached(2);
        seen.push(path);
      }
    };
    splitting({ levels: 2, run, roots: 1, branches: [3] }, randomRoot("past"));
    expect(seen.length).toBe(3);
    expect(new Set(seen.map(([past]) => past)).size).toBe(1);
    expect(new Set(seen.map(([, future]) => future)).size).toBe(3);
  });

  test("levels passed at once count as reached", () => {
    const run = (draws: BranchDraws): void => {
      draws.reached(3);
    };
    const found = splitting({ levels: 3, run, roots: 400, branches: [2, 5] }, randomRoot("at once"));
    expect(found.mean).toBe(1);
  });

  test("the same seed gives the same estimate, a run that goes on after a stop is our mistake", () => {
    const once = () => splitting(problemOf(common, 500), randomRoot("again"));
    expect(once()).toEqual(once());
    const deaf = (draws: BranchDraws): void => {
      draws.reached(1);
      draws.reached(2);
    };
    expect(() => splitting({ levels: 2, run: deaf, roots: 1, branches: [1] }, randomRoot("deaf"))).toThrow(
      /told to stop/,
    );
  });
});

test("residual lives: exponential forgets, Weibull remembers, lognormal by rejection", () => {
  const stream = randomRoot("residual").replication(0).stream("lives");
  const meanOf = (distribution: Distribution, age: number): number => {
    let sum = 0;
    for (let i = 0; i < 20_000; i++) sum += residualOf(distribution, age, stream);
    return sum / 20_000;
  };
  expect(meanOf({ kind: "exponential", mean: 5 }, 100)).toBeCloseTo(5, 0);
  // Shape 2 is Rayleigh: mean residual at age a is e^(a²) erfc(a) √π/2: 0.4661 at 0.7.
  expect(meanOf({ kind: "weibull", scale: 1, shape: 2 }, 0.7)).toBeCloseTo(0.4661, 1);
  expect(residualOf({ kind: "constant", value: 8 }, 3, stream)).toBe(5);
  const lognormal: Distribution = { kind: "lognormal", median: 1, sigma: 1 };
  for (let i = 0; i < 100; i++) expect(residualOf(lognormal, 3, stream)).toBeGreaterThan(0);
});
