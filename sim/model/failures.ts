// What an outlook must know of failures: who fails, and a clock that makes them fail.

import type { Breakable } from "../faults/fault.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import type { Instant } from "../quantity/time.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { StandInClocks, standInProcesses } from "./stand-in-clocks.ts";

/** One thing that fails and is repaired, again and again. */
export interface FailingProcess {
  /** "link carrier-1/cut" */
  readonly id: string;
  /** The kind of failure: "link-cut". */
  readonly source: string;
  /** "link carrier-1" */
  readonly subject: string;
  /** Where the scenario sets its rate. */
  readonly path: string;
  readonly isPlanned: boolean;
}

export interface Clocks {
  start(): void;
  onFailure(listener: (process: number, at: Instant) => void): void;
  onRepair(listener: (process: number, at: Instant) => void): void;
}

export interface ClockParts {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly world: Breakable;
}

export interface Failures {
  /** Rates are taken for exact, not drawn. */
  readonly areInputsExact: boolean;
  readonly processes: readonly FailingProcess[];
  clocks(parts: ClockParts): Clocks;
}

/** `inputs`: draws the rates, where they are uncertain; shared by the replications of one outer draw. */
export function failuresOf(scenario: Scenario, _inputs: Random): Failures {
  const processes = standInProcesses(scenario);
  return { areInputsExact: true, processes, clocks: (parts) => new StandInClocks(processes, parts) };
}
