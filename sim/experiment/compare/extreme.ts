// The pair that stands out: the one to look at first.
import type { Pairs } from "./pairing.ts";

export interface ExtremePair {
  readonly replication: number;
  /** Absent: never over. */
  readonly old?: number;
  readonly new?: number;
}

/** The pair that fared worst against before; the largest difference where none fared worse. */
export function extremeOf({ differences, better, replications, old, new: next }: Pairs): ExtremePair {
  const up = better === "lower" ? 1 : -1;
  const harms = differences.map((difference) => up * difference);
  const isWorse = harms.some((harm) => harm > 0);
  const sizes = isWorse ? harms : harms.map(Math.abs);
  const i = sizes.reduce((best, size, at) => (size > (sizes[best] as number) ? at : best), 0);
  const [before, after] = [old[i] as number, next[i] as number];
  return {
    replication: replications[i] as number,
    ...(Number.isFinite(before) && { old: before }),
    ...(Number.isFinite(after) && { new: after }),
  };
}
