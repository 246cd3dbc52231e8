// Which design to take: of those that surely meet every objective the one with the least of something. Designs that are
// not surely worse stand beside it, and those that may or may not meet the objectives are named.

import { surelyNoWorse } from "./front.ts";
import type { Measure } from "./measure.ts";
import { badness } from "./measure.ts";
import { type Outcome, verdictOf } from "./outcome.ts";

export interface Goal {
  readonly measure: Measure;
  /** Index among the measures. */
  readonly at: number;
  readonly direction: "minimise" | "maximise";
  readonly mustMeet: boolean;
}

export interface Choice {
  /** Index of the outcome; absent where none qualifies. */
  readonly chosen?: number;
  /** Qualify, and are not surely worse than the chosen one, the best first. */
  readonly asGood: readonly number[];
  /** All others that qualify, the best first. */
  readonly runnersUp: readonly number[];
  /** How many qualify. */
  readonly qualified: number;
  /** Miss no objective for sure, and do not meet all for sure. */
  readonly undecided: readonly number[];
}

const CONFIDENCE = 0.95;

export function choose(outcomes: readonly (Outcome | undefined)[], goal: Goal): Choice {
  const { at, direction, mustMeet } = goal;
  const measure: Measure = { ...goal.measure, better: direction === "minimise" ? "lower" : "higher" };
  const verdicts = outcomes.map((outcome) => (outcome ? verdictOf(outcome.objectives) : undefined));
  const qualified = outcomes.flatMap((outcome, i) => {
    const isFit = !mustMeet || verdicts[i] === "met";
    return outcome?.values[at]?.value !== undefined && isFit ? [i] : [];
  });
  const cost = (i: number): number => badness(outcomes[i]?.values[at] ?? {}, measure);
  qualified.sort((a, b) => cost(a) - cost(b) || a - b);
  const [chosen, ...others] = qualified;
  const undecided = mustMeet ? verdicts.flatMap((verdict, i) => (verdict === "undecided" ? [i] : [])) : [];
  if (chosen === undefined) return { asGood: [], runnersUp: [], qualified: 0, undecided };
  const asGood = others.filter((i) => {
    const [best, other] = [outcomes[chosen] as Outcome, outcomes[i] as Outcome];
    // Surely no worse both ways is the same; otherwise only a sure loser is left out.
    const isBeaten =
      surelyNoWorse(best, other, { measure, at }, CONFIDENCE) &&
      !surelyNoWorse(other, best, { measure, at }, CONFIDENCE);
    return !isBeaten;
  });
  return { chosen, asGood, runnersUp: others, qualified: qualified.length, undecided };
}
