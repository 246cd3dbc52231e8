// The door: everything that reports, the dashboard and users of the library may use.

export {
  arrivalsCsv,
  type Calibration,
  calibrationText,
  combined as combinedCalibration,
  kindOfText as measurementKindOf,
  measurementKinds,
  readMeasurements,
  withRecordedArrivals,
} from "./calibration/calibrate.ts";
export { type Drift, type DriftRow, driftOf } from "./calibration/drift.ts";
export type {
  Observation,
  Reading,
  Source as MeasurementSource,
  Unlearned,
} from "./calibration/measurement.ts";
export { REHEARSAL_TEMPLATE, readRehearsal } from "./calibration/rehearsal.ts";
export { type Score, type ScoreRow, scoreOf } from "./calibration/score.ts";
export { type Diagnostic, ScenarioError } from "./config/diagnostic.ts";
export type { Part } from "./config/part.ts";
export { compare } from "./experiment/compare/compare.ts";
export * from "./experiment/compare/comparison.ts";
export { differencesBetween, type ScenarioChange } from "./experiment/compare/scenario-change.ts";
export { concerns } from "./experiment/concerns.ts";
export { OTHER_SHAPES, resultShape } from "./experiment/document-shapes.ts";
export { ENGINE_VERSION } from "./experiment/engine.ts";
export { definitionOf } from "./experiment/estimate-metrics.ts";
export type { AnyJob, Cancellation, Executor, JobFailure, ResultOf } from "./experiment/executor.ts";
export * from "./experiment/film/film.ts";
export { shoot } from "./experiment/film/shoot.ts";
export { shootIncident } from "./experiment/film/shoot-incident.ts";
export {
  type Baseline,
  baselineOf,
  baselineText,
  readBaseline,
  samplesOf as samplesOfBaseline,
} from "./experiment/gate/baseline.ts";
export { checkResult, missingBaseline } from "./experiment/gate/check-result.ts";
export { inspect } from "./experiment/gate/inspect.ts";
export * from "./experiment/gate/result.ts";
export { type Selftest, selftestOf } from "./experiment/gate/selftest.ts";
export { inProcessExecutor } from "./experiment/in-process-executor.ts";
export type { OutlookBlock, OutlookJob } from "./experiment/outlook-job.ts";
export * from "./experiment/outlook-result.ts";
export { partRegistries } from "./experiment/part-registries.ts";
export {
  type IncidentOrder,
  openIncident,
  type ReplayedIncident,
  replayIncident,
  replicationsOf,
} from "./experiment/replay-incident.ts";
export * from "./experiment/result.ts";
export {
  type ExperimentOptions,
  type ExperimentOutcome,
  objectiveOf,
  runExperiment,
} from "./experiment/run-experiment.ts";
export { runLines, runsOfLines } from "./experiment/run-lines.ts";
export { runOnce } from "./experiment/run-once.ts";
export { type OutlookOptions, type OutlookOutcome, runOutlook } from "./experiment/run-outlook.ts";
export {
  type Job,
  type LoggedEvent,
  NOTHING_BREAKS,
  type RunPhase,
  type RunResult,
} from "./experiment/run-result.ts";
export { type OpenedSolve, openSolve, type SolveTerms, VARY_FILE } from "./experiment/solve/open-solve.ts";
export * from "./experiment/solve/result.ts";
export { Search, type SolveOrder } from "./experiment/solve/solve.ts";
export {
  type Conducted,
  type Conductor,
  conduct,
  conductUnits,
  type LostUnit,
} from "./experiment/study/conduct.ts";
export { type Design, type Hash, type OpenedDesign, openDesign } from "./experiment/study/design.ts";
export { RunError, unitDoer } from "./experiment/study/do-unit.ts";
export { samplesOf as samplesOfRuns } from "./experiment/study/drill-inquiry.ts";
export * from "./experiment/study/inquiry.ts";
export { type OutlookInquiry, outlookInquiry } from "./experiment/study/outlook-inquiry.ts";
export {
  type PartAbout,
  partRefusal,
} from "./experiment/study/part.ts";
export { type Part as StudyPart, type PlannedUnit, planUnits } from "./experiment/study/plan.ts";
export { memoryStore, type ResultStore } from "./experiment/study/result-store.ts";
export { type PairableSample, sampleName } from "./experiment/study/sample.ts";
export { type Shard, studyDigest, unitsOf } from "./experiment/study/shard.ts";
export {
  type DrillBlock,
  type DrillJob,
  type Unit,
  type UnitResult,
  unitKey,
} from "./experiment/study/unit.ts";
export { type Experiment, fingerprintOf, summarise } from "./experiment/summarise.ts";
export type { Axis, AxisOption, WrittenAxis } from "./experiment/sweep/axis.ts";
export type { Difference } from "./experiment/sweep/difference.ts";
export { knownOf, type Measure, type MeasuredValue } from "./experiment/sweep/measure.ts";
export { axisSources, openPoints } from "./experiment/sweep/open-points.ts";
export { type OpenedSweep, openSweep, type SweepTerms } from "./experiment/sweep/open-sweep.ts";
export * from "./experiment/sweep/result.ts";
export type { Ask } from "./experiment/sweep/selection.ts";
export {
  Sweep,
  type SweepAnswers,
  type SweepOrder,
} from "./experiment/sweep/sweep.ts";
export { type ChunkOutcome, serve, type WorkerSetup } from "./experiment/worker-protocol.ts";
export type { Metric } from "./metrics/metric.ts";
export type { Incident } from "./metrics/outlook/incident.ts";
export { metrics } from "./metrics/registry.ts";
export { type Amount, type AmountRange, amountAt, parseAmount, printAmount } from "./quantity/amount.ts";
export { assumptionsOf } from "./scenario/assumptions.ts";
export { type CodeText, codes } from "./scenario/codes.ts";
export { parseExpectation } from "./scenario/expectation.ts";
export { type FieldInForce, fieldsInForce } from "./scenario/field-in-force.ts";
export { type FieldMeaning, fieldMeanings } from "./scenario/field-meanings.ts";
export { jsonSchema } from "./scenario/json-schema.ts";
export { type Loaded, type LoadOptions, loadScenario, loadScenarioOrThrow } from "./scenario/load.ts";
export { presets } from "./scenario/presets/registry.ts";
export { renderDiagnostic } from "./scenario/render-diagnostic.ts";
export type { Assumption, Scenario } from "./scenario/scenario.ts";
export type { Bound, Estimate, Quantile } from "./statistics/estimate.ts";
export type { PrintedRate } from "./statistics/rare-rate.ts";
