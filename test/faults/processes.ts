// Failure processes for tests, and clocks that run them in a world in which nothing else happens.

import { FailureClocks } from "../../sim/faults/clocks.ts";
import type { Breakable } from "../../sim/faults/fault.ts";
import type { FailureProcess } from "../../sim/faults/process.ts";
import { Kernel } from "../../sim/kernel/kernel.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Distribution } from "../../sim/quantity/distribution.ts";
import { hours } from "../../sim/quantity/time.ts";

export const exponential = (mean: number): Distribution => ({ kind: "exponential", mean });

/** Breaks nothing: only its clock is looked at. Up 1000 h, down 10 h unless told otherwise. */
export function aProcess(name: string, changes: Partial<FailureProcess> = {}): FailureProcess {
  return {
    id: name,
    draws: name,
    source: "test",
    subject: name,
    path: `failures.${name}`,
    isPlanned: false,
    up: exponential(hours(1000)),
    repair: exponential(hours(10)),
    faults: [],
    inputs: { up: [], repair: [] },
    ...changes,
  };
}

export function someClocks(
  processes: readonly FailureProcess[],
  options: {
    readonly seed?: string;
    readonly replication?: number;
    readonly start?: "stationary" | "new";
  } = {},
) {
  const kernel = new Kernel();
  const random = randomRoot(options.seed ?? "clocks").replication(options.replication ?? 1);
  const start = options.start ?? "stationary";
  const clocks = new FailureClocks({ kernel, random, world: {} as Breakable, processes, start });
  return { kernel, clocks };
}
