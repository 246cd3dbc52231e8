// Which runs of a what-if come next: one of each disruption for a first number, a few of each, all curves of the
// disruption that is looked at, then single writes of it, then the rest. Pure: it decides the order, never a number.
import type { Resolution } from "../../sim/index.ts";
import type { RunRange, SideName } from "./what-if-api.ts";

export const FLUID_RUNS = 400;
export const TRANSACTION_RUNS = 400;
const FEW = 20;

/** Runs that a side has or has been promised, by side, resolution and disruption. */
export type Counts = Record<SideName, Record<Resolution, Record<string, number>>>;

export interface Wanted {
  /** "" = while nothing breaks. */
  readonly disruptions: readonly string[];
  readonly focus: string;
  /** Nothing was changed: one side is enough. */
  readonly isSame: boolean;
}

export interface Block extends Omit<RunRange, "seed"> {
  readonly side: SideName;
}

/** `lengthFor`: how many runs of a resolution take a moment. Undefined when all is done. */
export function nextBlock(
  counts: Counts,
  { disruptions, focus, isSame }: Wanted,
  lengthFor: (resolution: Resolution) => number,
): Block | undefined {
  const sides: readonly SideName[] = isSame ? ["after"] : ["after", "before"];
  const inOrder = [focus, ...disruptions.filter((name) => name !== focus)];
  const looked = [focus, ...(focus === "" ? [] : [""])];
  const stages: readonly (readonly [Resolution, readonly string[], number])[] = [
    ["fluid", inOrder, 1],
    ["fluid", inOrder, FEW],
    ["fluid", [focus], FLUID_RUNS],
    ["transaction", looked, FEW],
    ["fluid", inOrder, FLUID_RUNS],
    ["transaction", looked, TRANSACTION_RUNS],
  ];
  for (const [resolution, names, target] of stages) {
    const open = names
      .flatMap((disruption) =>
        sides.map((side) => ({ side, disruption, has: counts[side][resolution][disruption] ?? 0 })),
      )
      .filter(({ has }) => has < target);
    const [least] = open.sort((a, b) => a.has - b.has);
    if (!least) continue;
    const { side, disruption, has } = least;
    // Neither side runs ahead: what counts is what both have.
    const count = Math.min(target - has, Math.max(1, lengthFor(resolution)));
    return { side, disruption, resolution, from: has + 1, count };
  }
  return undefined;
}
