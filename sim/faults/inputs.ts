// Uncertain inputs: rates and repair times that are known only within a factor. One factor is drawn for each
// parameter, not for each component: if lines are cut twice as often as assumed, all of them are.

import { exp } from "../kernel/arithmetic.ts";
import type { Random } from "../kernel/random.ts";
import { scaled } from "../quantity/distribution.ts";
import type { FailureProcess, UncertainInput } from "./process.ts";

/** The factor of each parameter, by name; 1 where inputs are exact. */
export type InputFactors = ReadonlyMap<string, number>;

/** Draws from the streams `inputs/<name>` of an outer replication, in any order. */
export function drawInputs(processes: readonly FailureProcess[], random: Random): InputFactors {
  const factors = new Map<string, number>();
  for (const { inputs } of processes)
    for (const { name, sigma } of [...inputs.up, ...inputs.repair])
      if (!factors.has(name))
        factors.set(name, exp(sigma * random.stream(`inputs/${name}`).normalByInversion()));
  return factors;
}

/** The processes under these inputs. A factor above 1 makes times longer: failures rarer, repairs slower. */
export function underInputs(processes: readonly FailureProcess[], factors: InputFactors): FailureProcess[] {
  const product = (inputs: readonly UncertainInput[]): number =>
    inputs.reduce((all, { name }) => all * (factors.get(name) ?? 1), 1);
  return processes.map((process) => {
    const { up, repair, inputs } = process;
    return {
      ...process,
      up: scaled(up, product(inputs.up)),
      repair: scaled(repair, product(inputs.repair)),
    };
  });
}
