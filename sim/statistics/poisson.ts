// Rates of events counted over a time of exposure: the exact interval of a Poisson mean, and the bound when
// nothing was counted. Holds for events that come independently of each other; a burst counts once.
// Source: Garwood 1936 (chi-square quantiles, here of the gamma distribution); Hanley & Lippman-Hand 1983 for
// zero.
import { log } from "../kernel/arithmetic.ts";
import { gammaQuantile } from "../kernel/incomplete-gamma.ts";
import type { Estimate } from "./estimate.ts";
import type { Interval } from "./proportion.ts";

/**
 * From this count on the exact interval, which covers at least as often as it says, covers at most 98 % where
 * it says 95 %; below it is printed as what it is, a bound on each side.
 */
export const FEWEST_FOR_RATE = 10;

/** Of the mean number of events, both sides: covers at least with the stated probability. */
export function poissonInterval(events: number, confidence = 0.95): Interval {
  if (!(Number.isInteger(events) && events >= 0)) throw new RangeError(`${events} events`);
  const outside = (1 - confidence) / 2;
  return {
    low: events === 0 ? 0 : gammaQuantile(events, outside),
    high: gammaQuantile(events + 1, 1 - outside),
  };
}

/** Upper bound, one-sided, of the mean number of events of which none was seen: 2.996 at 95 %. */
export const zeroEventsBound = (confidence = 0.95): number => -log(1 - confidence);

/** `exposure` in any unit of time, `unit` is what the rate is then per: events per year from years. */
export function rateEstimate(counted: {
  readonly unit: string;
  readonly events: number;
  readonly exposure: number;
  readonly confidence?: number;
}): Estimate {
  const { unit, events, exposure, confidence = 0.95 } = counted;
  if (!(exposure > 0)) throw new RangeError(`an exposure of ${exposure}`);
  const rate = { unit, n: events, mean: events / exposure, effectiveSamples: events, confidence };
  if (events === 0)
    return { ...rate, bound: { high: zeroEventsBound(confidence) / exposure, method: "zero events: 3.0/T" } };
  const interval = poissonInterval(events, confidence);
  const [low, high] = [interval.low / exposure, interval.high / exposure];
  return events < FEWEST_FOR_RATE
    ? { ...rate, bound: { low, high, method: `${events} of ${FEWEST_FOR_RATE} events: exact Poisson` } }
    : { ...rate, low, high, method: "poisson-exact" };
}
