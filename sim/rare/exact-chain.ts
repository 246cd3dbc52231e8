// Exact answers for a Markov chain of up to a few thousand states: long-run unavailability and failures, mean
// time to the first failure, the probability of meeting one set of states before another. What happens by a
// given time is in uniformization.ts. In the unit of time of the chain's rates.
import type { MarkovChain } from "./markov-chain.ts";
import { reduceToStart } from "./state-reduction.ts";
import { stateSpaceOf } from "./state-space.ts";

export interface LongRun {
  readonly unavailability: number;
  /** Times per unit of time that the system goes from up to down. */
  readonly failureFrequency: number;
}

/** Of a chain that always comes back to its start. */
export function longRun(chain: MarkovChain): LongRun {
  const [time = 0, down = 0, failures = 0] = reduceToStart(
    stateSpaceOf(chain),
    [() => 1, (state) => (chain.isDown(state) ? 1 : 0), (state) => rateIntoDown(chain, state)],
    0,
  ).rewards;
  return { unavailability: down / time, failureFrequency: failures / time };
}

/** The long-run probability of each of these sets of states. */
export function longRunShares(
  chain: MarkovChain,
  sets: readonly ((state: number) => boolean)[],
): readonly number[] {
  const [time = 0, ...shares] = reduceToStart(
    stateSpaceOf(chain),
    [() => 1, ...sets.map((isIn) => (state: number) => (isIn(state) ? 1 : 0))],
    0,
  ).rewards;
  return shares.map((share) => share / time);
}

/** Mean time from the start until the system is first down. */
export function meanTimeToFailure(chain: MarkovChain): number {
  const space = stateSpaceOf(chain, (state) => (chain.isDown(state) ? 0 : undefined));
  const { rewards, fluxes } = reduceToStart(space, [() => 1], 1);
  return (rewards[0] ?? 0) / (fluxes[0] ?? 0);
}

/** P(the system is down before `isEnd`), from the start; the start itself may be revisited on the way. */
export function hitProbability(chain: MarkovChain, isEnd: (state: number) => boolean): number {
  const space = stateSpaceOf(chain, (state) => (chain.isDown(state) ? 0 : isEnd(state) ? 1 : undefined));
  const [hit = 0, end = 0] = reduceToStart(space, [], 2).fluxes;
  return hit / (hit + end);
}

function rateIntoDown(chain: MarkovChain, state: number): number {
  if (chain.isDown(state)) return 0;
  return chain.transitionsFrom(state).reduce((sum, { to, rate }) => sum + (chain.isDown(to) ? rate : 0), 0);
}
