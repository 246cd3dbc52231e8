// Sequential selection keeps its promise where the answer is known, with and without common random numbers.
import { expect, it } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { SequentialSelection } from "../../sim/statistics/kn.ts";

interface Model {
  /** The true means; the least is the best. */
  readonly means: readonly number[];
  /** The part of the noise that all systems share. */
  readonly common: number;
}

const [DELTA, CONFIDENCE, FIRST, TRIALS] = [1, 0.9, 10, 1000];

/** A selection with normal noise of standard deviation 3; who was selected, after how many observations. */
function play({ means, common }: Model, trial: number): { selected: number; observed: number } {
  const random = randomRoot("kn").replication(trial);
  const shared = random.stream("shared");
  const own = means.map((_, i) => random.stream(`own/${i}`));
  const draw = (): number[] => {
    const noise = Math.sqrt(common) * shared.normal();
    return means.map((mean, i) => mean + 3 * (noise + Math.sqrt(1 - common) * (own[i]?.normal() ?? 0)));
  };
  const race = new SequentialSelection({
    systems: means.length,
    indifference: DELTA,
    confidence: CONFIDENCE,
  });
  const first = Array.from({ length: FIRST }, draw);
  race.begin(means.map((_, i) => first.map((row) => row[i] as number)));
  while (!race.isDecided) {
    const row = draw();
    race.add(race.alive.map((i) => row[i] as number));
  }
  return { selected: race.alive[0] as number, observed: race.observed };
}

const trials = (model: Model) => Array.from({ length: TRIALS }, (_, trial) => play(model, trial));
const share = (all: readonly { selected: number }[], best: number): number =>
  all.filter(({ selected }) => selected === best).length / all.length;

/** The hardest case that the promise covers: all others worse by δ alike. */
const slippage = [DELTA, DELTA, 0, DELTA, DELTA];

it.each([0, 0.8])(
  "of five that differ by the indifference the best is selected as often as promised (common part %f)",
  (common) => {
    const all = trials({ means: slippage, common });
    expect(share(all, 2)).toBeGreaterThanOrEqual(CONFIDENCE);
  },
);

it("a promise is kept without wasting: it is wrong now and then", () => {
  const all = trials({ means: slippage, common: 0 });
  expect(share(all, 2)).toBeLessThan(1);
});

it("common random numbers make the same selection cheaper", () => {
  const mean = (common: number): number =>
    trials({ means: slippage, common }).reduce((sum, { observed }) => sum + observed, 0) / TRIALS;
  expect(mean(0.8)).toBeLessThan(0.5 * mean(0));
});

it("of systems within the indifference one of them is selected, and it ends", () => {
  const all = trials({ means: [0, 0.1, 0.2, 4], common: 0 });
  expect(share(all, 3)).toBe(0);
});

it("identical systems end at once, the first wins", () => {
  const race = new SequentialSelection({ systems: 2, indifference: 1, confidence: 0.95 });
  const values = Array.from({ length: FIRST }, (_, i) => i);
  race.begin([values, values]);
  expect(race.alive).toEqual([0]);
  expect(race.eliminated).toEqual([{ system: 1, by: 0, after: FIRST }]);
});

it("too short a first stage is refused", () => {
  const race = new SequentialSelection({ systems: 2, indifference: 1, confidence: 0.95 });
  expect(() =>
    race.begin([
      [1, 2],
      [1, 2],
    ]),
  ).toThrow(RangeError);
});
