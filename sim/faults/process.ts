// One thing that fails again and again: how long it works, how long its repair takes, what its failure breaks. Plain
// data: a scenario becomes a flat list of these. Leaves out: drawing and time (clocks.ts).

import type { ConfigOf } from "../config/part.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type * as kinds from "./kinds/index.ts";

export type FaultConfig = ConfigOf<typeof kinds>;

/** A parameter that is known only within a factor; every process that names it shares the draw. */
export interface UncertainInput {
  /** By purpose and ordinals, `link-cut/every`: the stream is `inputs/<name>`. */
  readonly name: string;
  /** Standard deviation of the logarithm of the factor; its median is 1. */
  readonly sigma: number;
}

export interface FailureProcess {
  /** For people: `link carrier-1/cut`. */
  readonly id: string;
  /** For chance: purpose and ordinals, without the user's names for links and sites. */
  readonly draws: string;
  /** The kind of source that it comes from: `link-cut`. */
  readonly source: string;
  /** The component: `link carrier-1`. */
  readonly subject: string;
  /** Where the scenario says how often: `failures.link-cut`. */
  readonly path: string;
  /** Work that somebody chose to do, such as maintenance. */
  readonly isPlanned: boolean;
  /** From a repair (or the beginning) to the next failure, µs. */
  readonly up: Distribution;
  /** From the failure until it is let go, µs; what then starts or catches up takes its own time. */
  readonly repair: Distribution;
  /** All take hold at the failure. */
  readonly faults: readonly FaultConfig[];
  /** Which parameters its times are multiplied by, where inputs are uncertain. */
  readonly inputs: { readonly up: readonly UncertainInput[]; readonly repair: readonly UncertainInput[] };
  /** The common cause that it stands for: a duct, or a pair of sites. */
  readonly group?: string;
  /** The whole site is lost with it: what it holds there cannot be reached. */
  readonly takesSite?: string;
  /** With this probability a failure is the first sign of a disaster at one of these sites. */
  readonly precursor?: { readonly sites: readonly string[]; readonly share: number };
  /** How many times likelier it is while a first sign of it is there. */
  readonly rolling?: number;
}
