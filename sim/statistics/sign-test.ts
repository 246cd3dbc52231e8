// The exact sign test: of the pairs that differ, is better as likely as worse? On pairs of yes and no it is McNemar's
// test. How many pairs do not differ says nothing about that, but all about by how much the shares differ.
// Source: Hollander, Wolfe & Chicken, 3.4; McNemar 1947.
import { Binomial } from "./binomial.ts";
import { clopperPearson, type Interval } from "./proportion.ts";

export interface SignTest {
  /** P of so many up, of so many down, of numbers so far apart. */
  readonly greater: number;
  readonly less: number;
  readonly twoSided: number;
}

export function signTest(up: number, down: number): SignTest {
  const fair = new Binomial(up + down, 0.5);
  const [greater, less] = [fair.upTo(down), fair.upTo(up)];
  return { greater, less, twoSided: Math.min(1, 2 * Math.min(greater, less)) };
}

/**
 * Of the share of all pairs that go up less the share that go down: covers at least as often as stated, because each
 * share is bounded on its own.
 */
export function netShareInterval(up: number, down: number, pairs: number, confidence = 0.95): Interval {
  const each = 1 - (1 - confidence) / 2;
  const [upShare, downShare] = [clopperPearson(up, pairs, each), clopperPearson(down, pairs, each)];
  return { low: upShare.low - downShare.high, high: upShare.high - downShare.low };
}
