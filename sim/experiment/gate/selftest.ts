// How often the gate would cry wolf: the stored runs of one version are dealt at random into two halves, as if they
// were two versions with luck of their own, and judged. Nothing has changed, so every verdict is a false alarm.
// Versions on the same streams differ less than these halves do.
import { randomRoot } from "../../kernel/random.ts";
import { clopperPearson } from "../../statistics/proportion.ts";
import type { Pairs } from "../compare/pairing.ts";
import type { PairableSample } from "../study/sample.ts";
import { ALPHA, isAlarm } from "./judge-change.ts";

export interface Selftest {
  readonly trials: number;
  readonly alarms: number;
  /** With 95 % confidence no more trials than this share raise an alarm. */
  readonly bound: number;
  /** Runs of each half. */
  readonly pairs: number;
  readonly metrics: number;
  /** False: so few pairs raise no alarm whatever they are, and the trials say nothing. */
  readonly canAlarm: boolean;
}

export function selftestOf(samples: readonly PairableSample[], trials = 1000): Selftest {
  const runs = samples[0]?.values.length ?? 0;
  const pairs = Math.floor(runs / 2);
  const random = randomRoot("selftest");
  let alarms = 0;
  for (let trial = 1; trial <= trials; trial++) {
    const draws = random.replication(trial).stream("halves");
    const order = shuffled(runs, (below) => draws.below(below));
    if (isAlarm(dealt(samples, order, pairs), ALPHA)) alarms++;
  }
  // All signs alike is the least likely there is; Holm takes it times the number of tests.
  const least = Array.from({ length: pairs - 1 }).reduce((p: number) => p / 2, 1);
  const canAlarm = least * samples.length <= ALPHA;
  // One-sided 95 % is the upper end of a two-sided 90 %.
  return {
    trials,
    alarms,
    bound: clopperPearson(alarms, trials, 0.9).high,
    pairs,
    metrics: samples.length,
    canAlarm,
  };
}

function shuffled(length: number, below: (count: number) => number): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const k = below(i + 1);
    [order[i], order[k]] = [order[k] as number, order[i] as number];
  }
  return order;
}

/** The first half of the order against the second. */
function dealt(samples: readonly PairableSample[], order: readonly number[], pairs: number): Pairs[] {
  return samples.flatMap(({ metric, disruption, unit, better, values, isCensored }) => {
    const worst = better === "lower" ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    const at = (i: number): number => (isCensored[i] ? worst : (values[i] as number));
    const dealtPairs = Array.from({ length: pairs }, (_, i) => [
      at(order[i] as number),
      at(order[pairs + i] as number),
    ]).filter((pair) => !pair.some(Number.isNaN)) as [number, number][];
    if (dealtPairs.length === 0) return [];
    return {
      metric,
      disruption,
      unit,
      better,
      replications: dealtPairs.map((_, i) => i + 1),
      old: dealtPairs.map(([a]) => a),
      new: dealtPairs.map(([, b]) => b),
      differences: dealtPairs.map(([a, b]) => (a === b ? 0 : b - a)),
    };
  });
}
