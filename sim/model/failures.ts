// What fails over the years of one world: the processes of the scenario under one draw of its uncertain inputs.

import { drawInputs, underInputs } from "../faults/inputs.ts";
import type { FailureProcess } from "../faults/process.ts";
import type { Random } from "../kernel/random.ts";
import { areInputsExact, failureProcesses } from "../scenario/failures.ts";
import type { Scenario } from "../scenario/scenario.ts";

export interface Failures {
  /** Rates are taken for exact, not drawn. */
  readonly areInputsExact: boolean;
  readonly processes: readonly FailureProcess[];
}

/** `inputs`: draws the rates, where they are uncertain; shared by the replications of one outer draw. */
export function failuresOf(scenario: Scenario, inputs: Random): Failures {
  const processes = failureProcesses(scenario);
  if (areInputsExact(scenario)) return { areInputsExact: true, processes };
  return { areInputsExact: false, processes: underInputs(processes, drawInputs(processes, inputs)) };
}
