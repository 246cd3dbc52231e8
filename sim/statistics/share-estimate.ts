// How often something was so ("more than four hours in this year"): a share with an interval whose coverage is
// guaranteed. Source: Clopper & Pearson 1934; rule of three for zero, one-sided.
import type { Estimate } from "./estimate.ts";
import { FEWEST_FOR_RATE } from "./poisson.ts";
import { clopperPearson, ruleOfThree } from "./proportion.ts";

/** `seen` of `of` independent ones. */
export function shareEstimate(seen: number, of: number, confidence = 0.95): Estimate {
  const unit = "ratio";
  if (of === 0) return { unit, n: 0 };
  const known = { unit, n: of, mean: seen / of, confidence, effectiveSamples: of };
  if (seen === 0) return { ...known, bound: { high: ruleOfThree(of, confidence), method: "rule-of-three" } };
  if (seen === of)
    return { ...known, bound: { low: 1 - ruleOfThree(of, confidence), method: "rule-of-three" } };
  const ends = clopperPearson(seen, of, confidence);
  return Math.min(seen, of - seen) < FEWEST_FOR_RATE
    ? { ...known, bound: { ...ends, method: `${seen} of ${of}: clopper-pearson` } }
    : { ...known, ...ends, method: "clopper-pearson" };
}
