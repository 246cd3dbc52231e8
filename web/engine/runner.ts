// Runs of a scenario in ranges. The last few scenarios are remembered: a study asks for the same two again and again.
import { loadScenarioOrThrow, type RunResult, runOnce, type Scenario } from "../../sim/index.ts";
import type { Source } from "./api.ts";
import type { RunRange } from "./what-if-api.ts";

const REMEMBERED = 4;
const known = new Map<string, Scenario>();

/** Throws ScenarioError, and InvariantError where the simulation contradicts itself. */
export function runsOf(source: Source, range: RunRange): readonly RunResult[] {
  const scenario = scenarioOf(source);
  const { disruption, from, count, seed, resolution } = range;
  return Array.from({ length: count }, (_, i) =>
    runOnce(scenario, { disruption, replication: from + i, seed, resolution }),
  );
}

function scenarioOf({ name, text, attachments = {}, overrides = [] }: Source): Scenario {
  const key = JSON.stringify([name, text, overrides, Object.keys(attachments)]);
  const scenario =
    known.get(key) ?? loadScenarioOrThrow(text, { file: `${name}.yaml`, attachments, overrides });
  // Put back last: the one that was not asked for the longest goes first.
  known.delete(key);
  known.set(key, scenario);
  if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
  return scenario;
}
