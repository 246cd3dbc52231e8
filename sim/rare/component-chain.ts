// Systems of components as a Markov chain: types of interchangeable units, each with failures and repairs
// whose rates may depend on everything that is down (shared crews, rolling disasters), and causes that take
// several units at once. A state is the number of failed units of each type, as digits of one whole number.
// Leaves out: the order of a repair queue, and times that are not exponential.
import type { MarkovChain, Transition } from "./markov-chain.ts";

/** Of one unit, per unit of time; `failed` has one count for each type. */
export type UnitRate = number | ((failed: readonly number[]) => number);

export interface ComponentType {
  readonly units: number;
  /** Of each unit that is up. */
  readonly failureRate: UnitRate;
  /** Of each unit that is down: μ with a crew for each, μ / failed with one crew for all. */
  readonly repairRate: UnitRate;
}

export interface CommonCause {
  readonly rate: UnitRate;
  /** How many units of each type it takes, as far as they are up. */
  readonly takes: readonly number[];
}

export interface ComponentSystem {
  readonly types: readonly ComponentType[];
  readonly causes?: readonly CommonCause[];
  readonly isDown: (failed: readonly number[]) => boolean;
}

export function componentChain({ types, causes = [], isDown }: ComponentSystem): MarkovChain {
  const places = types.map((_, t) => types.slice(0, t).reduce((place, { units }) => place * (units + 1), 1));
  const failedIn = (state: number): number[] =>
    types.map(({ units }, t) => Math.floor(state / (places[t] ?? 1)) % (units + 1));
  const codeOf = (failed: readonly number[]): number =>
    failed.reduce((sum, count, t) => sum + count * (places[t] ?? 1), 0);
  const transitionsFrom = (state: number): Transition[] => {
    const failed = failedIn(state);
    const found: Transition[] = [];
    const add = (to: number, rate: number, kind: Transition["kind"]): void => {
      if (rate > 0 && to !== state) found.push({ to, rate, kind });
    };
    types.forEach(({ units, failureRate, repairRate }, t) => {
      const [down, place] = [failed[t] ?? 0, places[t] ?? 1];
      if (down < units) add(state + place, (units - down) * rateOf(failureRate, failed), "failure");
      if (down > 0) add(state - place, down * rateOf(repairRate, failed), "repair");
    });
    for (const { rate, takes } of causes) {
      const after = failed.map((count, t) => Math.min(types[t]?.units ?? 0, count + (takes[t] ?? 0)));
      add(codeOf(after), rateOf(rate, failed), "failure");
    }
    return found;
  };
  return { start: 0, transitionsFrom, isDown: (state) => isDown(failedIn(state)) };
}

const rateOf = (rate: UnitRate, failed: readonly number[]): number =>
  typeof rate === "number" ? rate : rate(failed);

/** One type, down when fewer than `needed` of its units are up. */
export const atLeastUp =
  (needed: number, units: number) =>
  (failed: readonly number[]): boolean =>
    units - (failed[0] ?? 0) < needed;
