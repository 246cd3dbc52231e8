// The shipped scenarios: every YAML file under scenarios/, with the recordings that it names.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { inProcessExecutor } from "../../sim/experiment/in-process-executor.ts";
import type { ExperimentResult } from "../../sim/experiment/result.ts";
import { runExperiment } from "../../sim/experiment/run-experiment.ts";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { RunFacts } from "../../sim/metrics/facts.ts";
import { Model } from "../../sim/model/model.ts";
import { type Loaded, loadScenario } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

const FOLDER = join(import.meta.dirname, "../../scenarios");

/** `two-cities`, `incidents/github-2018`; in order. */
export const names: readonly string[] = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".yaml"))
  .map((path) => path.replaceAll("\\", "/").replace(/\.yaml$/, ""))
  .sort();

export function load(name: string, overrides: readonly string[] = []): Loaded {
  const file = join(FOLDER, `${name}.yaml`);
  const text = readFileSync(file, "utf8");
  const attachments: Record<string, string> = {};
  for (const [, attachment = ""] of text.matchAll(/file: ([^ ,}]+)/g))
    attachments[attachment] = readFileSync(join(dirname(file), attachment), "utf8");
  return loadScenario(text, { file: relative(FOLDER, file), attachments, overrides });
}

export function scenarioOf(name: string, overrides: readonly string[] = []): Scenario {
  const { scenario, diagnostics } = load(name, overrides);
  if (!scenario)
    throw new Error(diagnostics.map(({ line, message }) => `${name}:${line} ${message}`).join("\n"));
  return scenario;
}

/** The first `n` replications of one disruption, from the seed "42". */
export const runsOf = (scenario: Scenario, disruption: string, n: number): readonly RunResult[] =>
  Array.from({ length: n }, (_, i) => runOnce(scenario, { disruption, replication: i + 1, seed: "42" }));

/** Values of one metric, a censored one as Infinity. */
export const valuesOf = (runs: readonly RunResult[], metric: string): readonly number[] =>
  runs.map(({ values, censored }) =>
    censored.includes(metric) ? Number.POSITIVE_INFINITY : (values[metric] ?? Number.NaN),
  );

export async function experimentWith(scenario: Scenario, replications: number): Promise<ExperimentResult> {
  const executor = inProcessExecutor(scenario);
  const { result, failure } = await runExperiment(scenario, {
    executor,
    replications,
    seed: "42",
    identity: { sha256: "0" },
  });
  if (failure) {
    const { job, message } = failure;
    throw new Error(
      `${scenario.name}: ${job.disruption || "nothing breaks"}, replication ${job.replication}: ${message}`,
    );
  }
  return result;
}

export const all = (values: readonly number[], condition: (value: number) => boolean): boolean =>
  values.length > 0 && values.every(condition);

/** Runs to the end; also how many writes were taken, by whomever, since the disruption began. */
export function runCounting(scenario: Scenario, disruption: string): { facts: RunFacts; taken: number } {
  const model = new Model(scenario, disruption, randomRoot("42").replication(1));
  const { plane, populations, bus } = model.world;
  const accepted = (): number => populations.reduce((sum, { id }) => sum + plane.traffic(id).accepted, 0);
  let before = 0;
  bus.on("disruptionBegan", () => {
    before = accepted();
  });
  const facts = model.run();
  return { facts, taken: accepted() - before };
}
