// What is missing from a result, in a sentence: an interruption, or replications that nobody could do.
import type { PartialResult } from "../../sim/index.ts";

export function partialSentence({ finished, planned, lost = [] }: PartialResult, unit: string): string {
  if (lost.length === 0) return `interrupted after ${finished} of ${planned} ${unit}`;
  const ranges = lost.map(({ first, last }) => (first === last ? `${first}` : `${first}–${last}`));
  const [{ why }] = lost as [(typeof lost)[number]];
  return `${finished} of ${planned} ${unit}; lost: replications ${ranges.join(", ")} (${why})`;
}
