// Answers what the page asks, with the engine's own functions.
import {
  fieldsInForce,
  inProcessExecutor,
  type Job,
  loadScenario,
  loadScenarioOrThrow,
  openDesign,
  runExperiment,
  type Scenario,
  ScenarioError,
  shoot,
} from "../../sim/index.ts";
import type { Described, Drilled, DrillOrder, EngineApi, Source } from "./api.ts";
import { sha256 } from "./sha256.ts";

const optionsOf = ({ name, attachments = {}, overrides = [] }: Source) => ({
  file: `${name}.yaml`,
  attachments,
  overrides,
});
const open = (source: Source): Scenario => loadScenarioOrThrow(source.text, optionsOf(source));

export const engine: EngineApi = {
  async describe(source): Promise<Described> {
    const { scenario, diagnostics } = loadScenario(source.text, optionsOf(source));
    if (!scenario) return { diagnostics, disruptions: [] };
    const { title, question, run, disruptions } = scenario;
    return {
      diagnostics,
      title,
      seed: run.seed,
      disruptions: Object.keys(disruptions),
      ...(question !== undefined && { question }),
    };
  },

  async fields({ text, overrides = [] }, paths) {
    return fieldsInForce(text, overrides, paths);
  },

  async film(source: Source, job: Job) {
    return shoot(open(source), job);
  },

  async drill({ source, ...options }: DrillOrder, progress): Promise<Drilled> {
    const { design, scenario, diagnostics } = openDesign(source.text, optionsOf(source), sha256);
    if (!design || !scenario) throw new ScenarioError(diagnostics);
    const { result, runs, failure } = await runExperiment(scenario, {
      ...options,
      identity: {
        sha256: design.sha256,
        text: design.text,
        overrides: design.overrides,
      },
      diagnostics,
      executor: inProcessExecutor(scenario),
      progress,
    });
    if (failure) throw new Error(`${failure.message}`);
    return { result, runs };
  },
};
