// The states a chain can reach, numbered, with its rates as compressed rows: what the exact methods work on.
// States with a role of their own (the rare event, the end of a walk) are targets, not members: the walk ends
// there.
import type { MarkovChain } from "./markov-chain.ts";

/** For the exact methods; simulation has no limit. */
export const STATES_MAX = 5000;

export interface StateSpace {
  /** The state with number i; number 0 is the start. */
  readonly states: readonly number[];
  /** Row i holds entries rowBegin[i] to rowBegin[i + 1] − 1 of `to` and `rate`. */
  readonly rowBegin: Int32Array;
  /** A number of a state, or −1 − target. */
  readonly to: Int32Array;
  readonly rate: Float64Array;
  /** Sum of the rates of row i. */
  readonly out: Float64Array;
}

/** `targetOf` gives the number, from 0, of the target a state belongs to, or undefined. */
export function stateSpaceOf(
  chain: MarkovChain,
  targetOf: (state: number) => number | undefined = () => undefined,
): StateSpace {
  const numbers = new Map<number, number>([[chain.start, 0]]);
  const states = [chain.start];
  const [rowBegin, to, rate]: [number[], number[], number[]] = [[0], [], []];
  for (let i = 0; i < states.length; i++) {
    for (const transition of chain.transitionsFrom(states[i] ?? 0)) {
      const target = targetOf(transition.to);
      to.push(target === undefined ? numberOf(transition.to, numbers, states) : -1 - target);
      rate.push(transition.rate);
    }
    rowBegin.push(to.length);
  }
  const out = Float64Array.from(states, (_, i) => {
    let sum = 0;
    for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) sum += rate[e] ?? 0;
    return sum;
  });
  return {
    states,
    rowBegin: Int32Array.from(rowBegin),
    to: Int32Array.from(to),
    rate: Float64Array.from(rate),
    out,
  };
}

function numberOf(state: number, numbers: Map<number, number>, states: number[]): number {
  const known = numbers.get(state);
  if (known !== undefined) return known;
  if (states.length >= STATES_MAX)
    throw new RangeError(`more than ${STATES_MAX} states: simulate, or lump states that behave alike`);
  numbers.set(state, states.length);
  states.push(state);
  return states.length - 1;
}
