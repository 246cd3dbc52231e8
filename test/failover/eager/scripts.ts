// Random incidents: what breaks, when, and for how long, from a seed.
import type { RandomStream } from "../../../sim/kernel/random.ts";
import type { Fault } from "./world.ts";

/** Within the first two minutes; most are over in seconds, some last for half a minute. `kinds`: what may break. */
export function aScript(draws: RandomStream, kinds: readonly (() => Fault["what"])[]): Fault[] {
  return Array.from({ length: 1 + draws.below(6) }, () => ({
    at: 1 + draws.below(120_000_000),
    lasts: 1 + draws.below(draws.below(2) === 0 ? 3_000_000 : 40_000_000),
    what: (kinds[draws.below(kinds.length)] as () => Fault["what"])(),
  }));
}

export const pick = <T>(draws: RandomStream, from: readonly T[]): T => from[draws.below(from.length)] as T;

export const cutOf =
  (draws: RandomStream, link: string): (() => Fault["what"]) =>
  () => ({ kind: "cut", link, from: pick(draws, [undefined, ...link.split("-")]) });
export const crash =
  (draws: RandomStream): (() => Fault["what"]) =>
  () => ({ kind: "crash", isSilent: draws.below(2) === 0 });
export const freeze = (): Fault["what"] => ({ kind: "freeze" });
export const siteLoss =
  (site: string): (() => Fault["what"]) =>
  () => ({ kind: "site", site });
