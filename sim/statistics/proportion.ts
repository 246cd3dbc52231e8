// Intervals for a share seen k times in n independent trials: Clopper-Pearson, the exact rule of three when nothing
// was seen. Source: Clopper & Pearson 1934; Hanley & Lippman-Hand 1983.
import { expm1, log } from "../kernel/arithmetic.ts";
import { Binomial } from "./binomial.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Covers the true share at least with the stated probability, for every share and number of trials. */
export function clopperPearson(seen: number, trials: number, confidence = 0.95): Interval {
  checkCounts(seen, trials);
  const outside = (1 - confidence) / 2;
  // The share at which seeing this few, or this many, has probability `outside`; both tails fall as p moves away.
  const high = seen === trials ? 1 : root((p) => new Binomial(trials, p).upTo(seen) > outside);
  const low = seen === 0 ? 0 : root((p) => 1 - new Binomial(trials, p).upTo(seen - 1) < outside);
  return { low, high };
}

/** Upper bound of a probability whose event was seen 0 times in n trials: exact, about 3/n at 95 %. */
export function ruleOfThree(trials: number, confidence = 0.95): number {
  if (!(trials >= 1)) throw new RangeError(`${trials} trials`);
  return -expm1(log(1 - confidence) / trials);
}

/** Where `holds` turns from true to false between 0 and 1. */
function root(holds: (p: number) => boolean): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function checkCounts(seen: number, trials: number): void {
  if (!(trials >= 1 && seen >= 0 && seen <= trials)) throw new RangeError(`${seen} seen in ${trials} trials`);
}
