// The validation cases as chains: what each case's inputs say, nothing solved here.
import { atLeastUp, componentChain } from "../../sim/rare/component-chain.ts";
import { type MarkovChain, type Transition, tableChain } from "../../sim/rare/markov-chain.ts";
import { caseOf } from "../theory/validation-cases.ts";

export const input = (id: string, name: string): number => Number(caseOf(id).inputs[name]);
export const expected = (id: string, name: string): number => {
  const value = caseOf(id).expected[name];
  if (value === undefined) throw new Error(`${id} expects no ${name}`);
  return value;
};

/** Up and down. */
export function twoState(id: string): MarkovChain {
  return componentChain({
    types: [{ units: 1, failureRate: 1 / input(id, "mtbf_up_h"), repairRate: 1 / input(id, "mttr_h") }],
    isDown: atLeastUp(1, 1),
  });
}

/** Two units, a failure of the first found only with probability c; state 9 is failed. */
export function duplex(id: string): MarkovChain {
  const [lambda, mu, c] = [input(id, "lambda_per_h"), input(id, "mu_per_h"), input(id, "coverage")];
  return tableChain(
    2,
    [9],
    [
      { from: 2, to: 1, rate: 2 * lambda * c, kind: "failure" },
      { from: 2, to: 9, rate: 2 * lambda * (1 - c), kind: "failure" },
      { from: 1, to: 2, rate: mu, kind: "repair" },
      { from: 1, to: 9, rate: lambda, kind: "failure" },
      // Not part of the case (its question ends at 9): lets cycles close.
      { from: 9, to: 2, rate: mu, kind: "repair" },
    ],
  );
}

/** States as the case numbers them: 0 both up, 1 one up, 2 both down, 3 uncovered. */
export function duplexWithRepair(id: string): MarkovChain {
  const [lambda, mu, c] = [input(id, "lambda_per_h"), input(id, "mu_per_h"), input(id, "coverage")];
  return tableChain(
    0,
    [2, 3],
    [
      { from: 0, to: 1, rate: 2 * lambda * c, kind: "failure" },
      { from: 0, to: 3, rate: 2 * lambda * (1 - c), kind: "failure" },
      { from: 1, to: 0, rate: mu, kind: "repair" },
      { from: 1, to: 2, rate: lambda, kind: "failure" },
      { from: 2, to: 1, rate: mu * input(id, "repair_crews"), kind: "repair" },
      { from: 3, to: 1, rate: input(id, "manual_failover_rate_per_h"), kind: "repair" },
    ],
  );
}

/** n alike, a crew for each. */
export function kOfN(id: string): MarkovChain {
  const [n, k] = [input(id, "n"), input(id, "k_needed")];
  const type = { units: n, failureRate: input(id, "lambda_per_h"), repairRate: input(id, "mu_per_h") };
  return componentChain({ types: [type], isDown: atLeastUp(k, n) });
}

/** Two lines; their own failures, and a cause that takes both. */
export function commonCause(id: string): MarkovChain {
  const [lambda, beta] = [input(id, "lambda_per_h"), input(id, "beta")];
  const line = { units: 2, failureRate: (1 - beta) * lambda, repairRate: input(id, "mu_per_h") };
  return componentChain({
    types: [line],
    causes: [{ rate: beta * lambda, takes: [2] }],
    isDown: ([failed = 0]) => failed === 2,
  });
}

/** Types of components, one repairman who serves a random failed one. */
export function repairman(id: string): MarkovChain {
  const types = caseOf(id).inputs.types as unknown as readonly {
    readonly n: number;
    readonly lambda_per_h: number;
    readonly min_up: number;
  }[];
  return componentChain({
    types: types.map(({ n, lambda_per_h }) => ({
      units: n,
      failureRate: lambda_per_h,
      repairRate: (failed) => 1 / failed.reduce((sum, count) => sum + count, 0),
    })),
    isDown: (failed) => types.some(({ n, min_up }, t) => n - (failed[t] ?? 0) < min_up),
  });
}

/** Customers in one queue: a failure arrives, a repair leaves; the walk ends at zero or at the level. */
export function queue(id: string): MarkovChain {
  const [rho, level] = [input(id, "rho"), input(id, "level")];
  return {
    start: input(id, "start"),
    transitionsFrom: (n) => [
      { to: n + 1, rate: rho, kind: "failure" },
      { to: n - 1, rate: 1, kind: "repair" },
    ],
    isDown: (n) => n === level,
  };
}

const PLACE = 1000;
/** Two queues in a row, coded as 1000 times the first plus the second; `first` bounds the first. */
export function tandem(id: string, first: number): MarkovChain {
  const [arrival, mu1, mu2] = [input(id, "arrival"), input(id, "mu1"), input(id, "mu2")];
  const isTotal = id.includes("-tot-");
  const level = input(id, isTotal ? "target_total" : "target_second_queue");
  return {
    start: PLACE,
    transitionsFrom: (state) => {
      const [n1, n2] = [Math.floor(state / PLACE), state % PLACE];
      const found: Transition[] = [];
      if (n1 < first) found.push({ to: state + PLACE, rate: arrival, kind: "failure" });
      if (n1 > 0) found.push({ to: state - PLACE + 1, rate: mu1, kind: "neutral" });
      if (n2 > 0) found.push({ to: state - 1, rate: mu2, kind: "repair" });
      return found;
    },
    isDown: (state) => (isTotal ? Math.floor(state / PLACE) : 0) + (state % PLACE) === level,
  };
}

/**
 * Two sites' lines, a witness and its two lines: split brain when both lines are down and the witness is no
 * help.
 */
export function splitBrain(perUnit: readonly (readonly [days: number, hours: number])[]): MarkovChain {
  return componentChain({
    types: perUnit.map(([days, hours]) => ({
      units: 1,
      failureRate: 1 / (24 * days),
      repairRate: 1 / hours,
    })),
    isDown: ([a, b, witness, toOne, toOther]) =>
      a === 1 && b === 1 && (witness === 1 || (toOne === 1 && toOther === 1)),
  });
}
