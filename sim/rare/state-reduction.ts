// Everything a chain does between two visits to its start, per unit of time spent there: rewards collected
// and how often each target is reached. All other states are taken out one by one, their rates and rewards
// handed on to those that lead there; nothing is ever subtracted, so a probability of 1e-20 keeps its digits.
// Sources: Grassmann, Taksar & Heyman 1985; Sheskin 1985 (state reduction). Above 1,200 states the same
// equations by Gauss-Seidel sweeps from zero: they converge within a few sweeps per failure that repairs
// outrun.
import { invariant } from "../kernel/invariant.ts";
import type { StateSpace } from "./state-space.ts";

const ELIMINATED_UP_TO = 1200;
const SWEEPS_MAX = 20_000;
/** Relative change of a sweep, over what is still to come by its own rate of decline. */
const SETTLED = 1e-13;

export interface Reduction {
  /**
   * Per reward function: reward per unit of time at the start, what is collected until the next visit
   * included.
   */
  readonly rewards: readonly number[];
  /** Per target: rate of reaching it, from the start, before the next visit to the start. */
  readonly fluxes: readonly number[];
}

/** Each reward gives what one unit of time in a state brings. Throws where nothing leads out of a state. */
export function reduceToStart(
  space: StateSpace,
  rewards: readonly ((state: number) => number)[],
  targets: number,
): Reduction {
  const dead = space.out.indexOf(0);
  if (dead >= 0) throw new RangeError(`nothing leads out of state ${space.states[dead]}`);
  const columns = [
    ...rewards.map((reward) => Float64Array.from(space.states, reward)),
    ...Array.from({ length: targets }, (_, target) => fluxInto(space, -1 - target)),
  ];
  const collected =
    space.states.length <= ELIMINATED_UP_TO ? eliminate(space, columns) : sweepAll(space, columns);
  return { rewards: collected.slice(0, rewards.length), fluxes: collected.slice(rewards.length) };
}

/** The rate from each state straight into a target: a reward like any other. */
function fluxInto({ states, rowBegin, to, rate }: StateSpace, target: number): Float64Array {
  return Float64Array.from(states, (_, i) => {
    let sum = 0;
    for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) if (to[e] === target) sum += rate[e] ?? 0;
    return sum;
  });
}

function eliminate(space: StateSpace, columns: readonly Float64Array[]): number[] {
  const n = space.states.length;
  const rows = denseRows(space);
  // What leaves a state for a target never comes back: part of its outflow, not of its row.
  const lost = Float64Array.from({ length: n }, (_, i) => lostFrom(space, i));
  for (let k = n - 1; k > 0; k--) {
    const row = rows[k] as Float64Array;
    let out = lost[k] ?? 0;
    for (let j = 0; j < k; j++) out += row[j] ?? 0;
    if (out === 0) throw new RangeError(`nothing leads from state ${space.states[k]} back to the start`);
    for (let i = 0; i < k; i++) {
      const above = rows[i] as Float64Array;
      const share = (above[k] ?? 0) / out;
      if (share === 0) continue;
      for (let j = 0; j < k; j++) above[j] = (above[j] ?? 0) + share * (row[j] ?? 0);
      lost[i] = (lost[i] ?? 0) + share * (lost[k] ?? 0);
      for (const column of columns) column[i] = (column[i] ?? 0) + share * (column[k] ?? 0);
    }
  }
  return columns.map((column) => column[0] ?? 0);
}

function denseRows({ states, rowBegin, to, rate }: StateSpace): Float64Array[] {
  return states.map((_, i) => {
    const row = new Float64Array(states.length);
    for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) {
      const j = to[e] ?? 0;
      if (j >= 0) row[j] = (row[j] ?? 0) + (rate[e] ?? 0);
    }
    return row;
  });
}

function lostFrom({ rowBegin, to, rate }: StateSpace, i: number): number {
  let sum = 0;
  for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) if ((to[e] ?? 0) < 0) sum += rate[e] ?? 0;
  return sum;
}

function sweepAll(space: StateSpace, columns: readonly Float64Array[]): number[] {
  return columns.map((column) => {
    const values = new Float64Array(space.states.length);
    let [before, change] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let sweep = 0; ; sweep++) {
      invariant(sweep < SWEEPS_MAX, "sweeps settle", { states: space.states.length, change });
      before = change;
      change = sweepOnce(space, column, values);
      // Still to come: change × (r + r² + …) with r the last rate of decline.
      const decline = change / before;
      if (change < 1e-6 && decline < 1 && (change * decline) / (1 - decline) < SETTLED) break;
    }
    return gathered(space, column, values, 0);
  });
}

/** One round from the farthest state to the nearest; the largest relative change. */
function sweepOnce(space: StateSpace, column: Float64Array, values: Float64Array): number {
  let change = 0;
  for (let i = space.states.length - 1; i > 0; i--) {
    const value = gathered(space, column, values, i) / (space.out[i] ?? 1);
    if (value > 0) change = Math.max(change, (value - (values[i] ?? 0)) / value);
    values[i] = value;
  }
  return change;
}

/** Reward of state i and what follows from it, the start excepted. */
function gathered(
  { rowBegin, to, rate }: StateSpace,
  column: Float64Array,
  values: Float64Array,
  i: number,
): number {
  let sum = column[i] ?? 0;
  for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) {
    const j = to[e] ?? 0;
    if (j > 0) sum += (rate[e] ?? 0) * (values[j] ?? 0);
  }
  return sum;
}
