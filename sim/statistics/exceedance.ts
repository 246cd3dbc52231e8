// How often a replication's value is above a threshold ("more than four hours in this year"): a share with an
// interval whose coverage is guaranteed. Source: Clopper & Pearson 1934; rule of three for zero, one-sided.
import type { Estimate } from "./estimate.ts";
import { FEWEST_FOR_RATE } from "./poisson.ts";
import { clopperPearson, ruleOfThree } from "./proportion.ts";

/** P(value > threshold) in one replication. */
export function exceedance(values: readonly number[], threshold: number, confidence = 0.95): Estimate {
  const n = values.length;
  if (n === 0) return { unit: "probability", n };
  const seen = values.filter((value) => value > threshold).length;
  const known = { unit: "probability", n, mean: seen / n, confidence, effectiveSamples: n };
  if (seen === 0) return { ...known, bound: { high: ruleOfThree(n, confidence), method: "rule-of-three" } };
  if (seen === n)
    return { ...known, bound: { low: 1 - ruleOfThree(n, confidence), method: "rule-of-three" } };
  const interval = clopperPearson(seen, n, confidence);
  return Math.min(seen, n - seen) < FEWEST_FOR_RATE
    ? { ...known, bound: { ...interval, method: `${seen} of ${n}: clopper-pearson` } }
    : { ...known, ...interval, method: "clopper-pearson" };
}
