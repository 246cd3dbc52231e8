// Answers what the page asks, with the engine's own functions.
import {
  fieldsInForce,
  type IncidentOrder,
  inProcessExecutor,
  type Job,
  loadScenario,
  loadScenarioOrThrow,
  openDesign,
  runExperiment,
  runOnce,
  runOutlook,
  type Scenario,
  ScenarioError,
  shoot,
  shootIncident,
} from "../../sim/index.ts";
import type { Described, Drilled, DrillOrder, EngineApi, OutlookOrder, Source } from "./api.ts";
import { comparisonOf } from "./comparison-of.ts";
import { sha256 } from "./sha256.ts";
import { whatIfEngine } from "./what-if-engine.ts";

const optionsOf = ({ name, attachments = {}, overrides = [] }: Source) => ({
  file: `${name}.yaml`,
  attachments,
  overrides,
});
const open = (source: Source): Scenario => loadScenarioOrThrow(source.text, optionsOf(source));

export const engine: EngineApi = {
  ...whatIfEngine,

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

  async incident(source: Source, order: IncidentOrder) {
    return shootIncident(open(source), order);
  },

  async replay(source: Source, job: Job) {
    return runOnce(open(source), job);
  },

  async expand(source: Source) {
    const { assumptions: _, ...completed } = open(source);
    return JSON.stringify(completed, null, 2);
  },

  async outlook({ source, ...options }: OutlookOrder, progress) {
    const { design, scenario, diagnostics } = openDesign(source.text, optionsOf(source), sha256);
    if (!design || !scenario) throw new ScenarioError(diagnostics);
    const { text, overrides } = design;
    const { result, failure } = await runOutlook(scenario, {
      ...options,
      identity: { sha256: design.sha256, text, overrides },
      diagnostics,
      executor: inProcessExecutor(scenario),
      progress,
    });
    if (failure) throw new Error(failure.message);
    return result;
  },

  async compare(old, next) {
    return comparisonOf(old, next);
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
