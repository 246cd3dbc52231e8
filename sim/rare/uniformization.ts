// What a Markov chain does by a given time: the probability that the system has been down, is down, and the
// share of the time it is. The chain is looked at with the ticks of a Poisson process at least as fast as its
// fastest state; the number of ticks is weighed exactly. Cost: states' transitions × (fastest rate × time).
// Source: Jensen 1953; Fox & Glynn, "Computing Poisson probabilities", 1988.
import type { MarkovChain } from "./markov-chain.ts";
import { type StateSpace, stateSpaceOf } from "./state-space.ts";

const TICKS_MAX = 2e7;

export interface ByTime {
  /** P(down at the end). */
  readonly downAtEnd: number;
  /** Expected share of the time from 0 to the end that it is down. */
  readonly downShare: number;
}

/** From the start; repairs go on. */
export function downByTime(chain: MarkovChain, until: number): ByTime {
  const space = stateSpaceOf(chain);
  const isDown = space.states.map((state) => chain.isDown(state));
  const downNow = (p: Float64Array): number => p.reduce((sum, x, i) => sum + (isDown[i] ? x : 0), 0);
  return summed(space, until, downNow);
}

/** P(the system is down at some time before `until`), from the start. */
export function failureProbability(chain: MarkovChain, until: number): number {
  const space = stateSpaceOf(chain, (state) => (chain.isDown(state) ? 0 : undefined));
  // What has left the states that are up, added up as it leaves: 1 minus the rest would lose 1e-16.
  let gone = 0;
  const rate = tickRate(space);
  const leaving = space.states.map((_, i) => lostFrom(space, i) / rate);
  return summed(space, until, (p) => {
    const before = gone;
    for (let i = 0; i < p.length; i++) gone += (p[i] ?? 0) * (leaving[i] ?? 0);
    return before;
  }).downAtEnd;
}

function lostFrom({ rowBegin, to, rate }: StateSpace, i: number): number {
  let sum = 0;
  for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) if ((to[e] ?? 0) < 0) sum += rate[e] ?? 0;
  return sum;
}

const tickRate = ({ out }: StateSpace): number => out.reduce((most, x) => Math.max(most, x), 0) * 1.01;

/** `seen` is asked once per tick, in order, for a quantity of the state probabilities then. */
function summed(space: StateSpace, until: number, seen: (p: Float64Array) => number): ByTime {
  const rate = tickRate(space);
  const ticks = rate * until;
  if (!(ticks < TICKS_MAX))
    throw new RangeError(`${ticks} ticks: the fastest rate is too fast for this time`);
  const { first, weights } = poissonWeights(ticks);
  let p: Float64Array = new Float64Array(space.states.length);
  let next: Float64Array = new Float64Array(space.states.length);
  p[0] = 1;
  let [atEnd, overTime, left] = [0, 0, 1];
  const last = first + weights.length - 1;
  for (let k = 0; k <= last; k++) {
    const weight = weights[k - first] ?? 0;
    const value = seen(p);
    atEnd += weight * value;
    left -= weight;
    // The k-th interval between ticks lies within the time with the probability of more than k ticks.
    overTime += Math.max(0, left) * value;
    tick(space, rate, p, next);
    [p, next] = [next, p];
  }
  return { downAtEnd: atEnd, downShare: overTime / ticks };
}

function tick(space: StateSpace, rate: number, p: Float64Array, next: Float64Array): void {
  const { states, rowBegin, to, out } = space;
  next.fill(0);
  for (let i = 0; i < states.length; i++) {
    const x = p[i] ?? 0;
    if (x === 0) continue;
    next[i] = (next[i] ?? 0) + x * (1 - (out[i] ?? 0) / rate);
    for (let e = rowBegin[i] ?? 0; e < (rowBegin[i + 1] ?? 0); e++) {
      const j = to[e] ?? 0;
      if (j >= 0) next[j] = (next[j] ?? 0) + (x * (space.rate[e] ?? 0)) / rate;
    }
  }
}

/** P(k ticks), from the first k that matters; outwards from the most likely, so that nothing underflows. */
function poissonWeights(mean: number): { readonly first: number; readonly weights: readonly number[] } {
  const likely = Math.floor(mean);
  const down: number[] = [];
  for (let k = likely, weight = 1; k > 0 && weight > 1e-30; k--) {
    weight *= k / mean;
    down.push(weight);
  }
  const weights = [...down.reverse(), 1];
  for (let k = likely, weight = 1; weight > 1e-30; k++) {
    weight *= mean / (k + 1);
    weights.push(weight);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { first: likely - down.length, weights: weights.map((weight) => weight / total) };
}
