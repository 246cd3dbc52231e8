// The runs of one disruption in the order of one metric, and those of them that an address names.
import type { RunResult } from "../../../sim/index.ts";
import { NEVER, type Range } from "./names.ts";

export interface RankedRun {
  readonly run: RunResult;
  /** Infinity: beyond the horizon. */
  readonly value: number;
}

/** Ascending; runs without a value are left out. Runs of one value stand in the order of their replications. */
export function rankedRuns(runs: readonly RunResult[], disruption: string, metric: string): RankedRun[] {
  return runs
    .filter((run) => run.disruption === disruption && run.modelled && run.values[metric] !== undefined)
    .map((run) => ({
      run,
      value: run.censored.includes(metric) ? Number.POSITIVE_INFINITY : (run.values[metric] as number),
    }))
    .sort((a, b) =>
      a.value === b.value ? a.run.replication - b.run.replication : a.value < b.value ? -1 : 1,
    );
}

/** Undefined where the address chooses nothing. */
export function chosenRange({ from, to }: Range): readonly [number, number] | undefined {
  if (from === undefined && to === undefined) return undefined;
  const [low, high] = [endOf(from, Number.NEGATIVE_INFINITY), endOf(to, Number.POSITIVE_INFINITY)];
  return Number.isNaN(low) || Number.isNaN(high) ? undefined : [low, high];
}

function endOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  return text === NEVER ? Number.POSITIVE_INFINITY : Number(text);
}

export const within = (ranked: readonly RankedRun[], [low, high]: readonly [number, number]): RankedRun[] =>
  ranked.filter(({ value }) => value >= low && value <= high);

export const endText = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? NEVER : String(value);
