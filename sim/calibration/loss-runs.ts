// Losses in a row: how many packets were lost, in how many runs. Packets of one run share one cause, so what is counted
// for an interval is the runs. Source: Garwood 1936 for their number; Hanley & Lippman-Hand 1983 where there is none.
import { poissonInterval } from "../statistics/poisson.ts";
import { ruleOfThree } from "../statistics/proportion.ts";
import type { Range } from "./measurement.ts";

export interface LossRuns {
  readonly sent: number;
  readonly lost: number;
  readonly runs: number;
  readonly longest: number;
}

/** `isLost`: by number of the packet. */
export function lossRuns(isLost: readonly boolean[]): LossRuns {
  let [lost, runs, longest, current] = [0, 0, 0, 0];
  for (const each of isLost) {
    current = each ? current + 1 : 0;
    if (each) lost++;
    if (current === 1) runs++;
    longest = Math.max(longest, current);
  }
  return { sent: isLost.length, lost, runs, longest };
}

/** Of the share of packets that are lost. */
export function lossRange({ sent, lost, runs }: LossRuns): Range {
  if (lost === 0) return { low: 0, high: ruleOfThree(sent), method: "rule-of-three" };
  const { low, high } = poissonInterval(runs);
  const perRun = lost / runs / sent;
  return { low: low * perRun, high: Math.min(1, high * perRun), method: "poisson of runs of losses" };
}
