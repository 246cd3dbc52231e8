// Rare events of a Markov chain by simulation, the same questions as exact-chain.ts and uniformization.ts
// answer where the states can be listed. Unavailability and mean time to failure are ratios over cycles: the
// rare part is simulated biased, the length of a cycle plainly, on streams of their own, so that the two
// errors are independent.
// Source: Goyal et al. 1992 (measure-specific dynamic importance sampling).
import type { Random } from "../kernel/random.ts";
import { PLAIN } from "./bias.ts";
import type { MarkovChain } from "./markov-chain.ts";
import { type Effort, type RareMean, rareMean } from "./rare-mean.ts";
import {
  downtimeOfCycle,
  failureBy,
  failureInCycle,
  hitBefore,
  lengthOfCycle,
  upTimeOfCycle,
} from "./walks.ts";

/** P(the system is down before `isEnd`), from the start. */
export const rareHitProbability = (
  { chain, isEnd }: { readonly chain: MarkovChain; readonly isEnd: (state: number) => boolean },
  random: Random,
  effort: Effort = {},
): RareMean => rareMean({ chain, walk: hitBefore(isEnd), unit: "probability" }, random, effort);

/** P(the system is down at some time before `until`), from the start. */
export const rareFailureProbability = (
  { chain, until }: { readonly chain: MarkovChain; readonly until: number },
  random: Random,
  effort: Effort = {},
): RareMean => rareMean({ chain, walk: failureBy(until), unit: "probability" }, random, effort);

/** Long-run share of the time the system is down. */
export function rareUnavailability(chain: MarkovChain, random: Random, effort: Effort = {}): RareMean {
  const [rare, plain] = [partEffort(effort), { ...partEffort(effort), candidates: [PLAIN] }];
  const down = rareMean({ chain, walk: downtimeOfCycle, unit: "time down" }, random, rare);
  const length = rareMean({ chain, walk: lengthOfCycle, unit: "cycle length" }, random, plain);
  return { ...quotient(down, length), unit: "unavailability" };
}

/** Long-run failures per unit of time that the system is up: 1 over the mean time to failure. */
export function rareFailureRate(chain: MarkovChain, random: Random, effort: Effort = {}): RareMean {
  const [rare, plain] = [partEffort(effort), { ...partEffort(effort), candidates: [PLAIN] }];
  const failures = rareMean({ chain, walk: failureInCycle, unit: "failures per cycle" }, random, rare);
  const upTime = rareMean({ chain, walk: upTimeOfCycle, unit: "up time per cycle" }, random, plain);
  return { ...quotient(failures, upTime), unit: "per unit of time" };
}

/** Of two independent estimates of which the product of squares is to stay within the goal. */
const partEffort = (effort: Effort): Effort => ({
  ...effort,
  relativeHalfWidth: (effort.relativeHalfWidth ?? 0.05) * Math.SQRT1_2,
});

/** Of independent means: relative errors add as squares; a bound above stays a bound. */
function quotient(over: RareMean, under: RareMean): RareMean {
  const mean = (over.mean ?? 0) / (under.mean ?? 0);
  const steps = over.steps + under.steps;
  const { low, high, bound, relativeHalfWidth, ...known } = over;
  const size = under.mean ?? 0;
  if (under.low === undefined || under.high === undefined || low === undefined || high === undefined) {
    const least = (bound?.low ?? 0) / (under.high ?? size);
    const method = bound?.method ?? under.bound?.method ?? "no interval";
    return { ...known, mean, steps, bound: { ...(least > 0 && { low: least }), method } };
  }
  const top = over.mean ?? 0;
  const below = Math.sqrt(squareOf(1 - low / top) + squareOf(under.high / size - 1));
  const above = Math.sqrt(squareOf(high / top - 1) + squareOf(1 - under.low / size));
  return {
    ...known,
    mean,
    low: mean * Math.max(0, 1 - below),
    high: mean * (1 + above),
    relativeHalfWidth: (below + above) / 2,
    method: "ratio-of-weighted",
    steps,
  };
}

const squareOf = (x: number): number => x * x;
