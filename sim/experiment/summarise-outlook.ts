// The sums of an outlook → its result document. Nothing here depends on who did the work or in which order it
// came.
import type { Diagnostic } from "../config/diagnostic.ts";
import type { CoverageTerms } from "../failover/coverage.ts";
import type { FailureProcess } from "../faults/process.ts";
import { YEAR } from "../metrics/outlook/calendar.ts";
import type { SourceSketch } from "../metrics/outlook/sketch.ts";
import type { WorstIncident } from "../metrics/outlook/worst-incidents.ts";
import type { Structural } from "../model/structure.ts";
import type { Assumption } from "../scenario/scenario.ts";
import { ENGINE_VERSION } from "./engine.ts";
import type { Objective } from "./judge.ts";
import { contributionsOf, sensitivitiesOf } from "./outlook-contributions.ts";
import { drillsOf } from "./outlook-drills.ts";
import { countOf, exceedancesOf, incidentsPerYear, sizesOf } from "./outlook-estimates.ts";
import type { OutlookFold } from "./outlook-fold.ts";
import type { OutlookJob } from "./outlook-job.ts";
import { outlookMetrics } from "./outlook-metrics.ts";
import { judgeOutlook } from "./outlook-objectives.ts";
import type {
  OutlookDisruption,
  OutlookPopulation,
  OutlookResult,
  RareResult,
  RepairPull,
  WorstOfYears,
} from "./outlook-result.ts";
import { lossesOfAllKinds, siteLossesOf } from "./outlook-site-losses.ts";
import { structureOf } from "./outlook-structure.ts";
import { tippingOf } from "./outlook-tipping.ts";
import type { RareTarget } from "./rare/targets.ts";
import { type LostReplications, partialResult, RESULT_SCHEMA, type ScenarioIdentity } from "./result.ts";
import type { Zoomed } from "./zoom/zoom.ts";

/** What the summary needs to know of the scenario and of the order. */
export interface OutlookExperiment {
  readonly scenario: ScenarioIdentity;
  readonly jobs: readonly OutlookJob[];
  readonly processes: readonly FailureProcess[];
  /** In the order of the scenario. */
  readonly populations: readonly string[];
  readonly hasBackup: boolean;
  readonly areInputsExact: boolean;
  readonly structural?: Structural | undefined;
  /** Databases that fail over on their own; 1 if absent. */
  readonly services?: number;
  /** How sure a failover is; absent = it works. */
  readonly coverage?: CoverageTerms | undefined;
  readonly objectives: readonly Objective[];
  readonly assumptions: readonly Readonly<Assumption>[];
  readonly diagnostics: readonly Diagnostic[];
  /** Absent: nobody asked for windows. */
  readonly zoomed?: Zoomed;
  /** Thresholds of incidents that may be too rare to count. */
  readonly targets: readonly RareTarget[];
  /** Absent: nothing was, or nobody asked. */
  readonly rare?: RareResult;
  readonly repairs?: readonly RepairPull[];
  /** What nobody could do. */
  readonly lost?: readonly LostReplications[];
}

export function summariseOutlook(experiment: OutlookExperiment, fold: OutlookFold): OutlookResult {
  const { jobs, processes, assumptions } = experiment;
  const [first] = jobs as [OutlookJob, ...OutlookJob[]];
  const planned = jobs.reduce((sum, { replications }) => sum + replications, 0);
  const simulatedYears = first.years * fold.replications;
  const estimated = { fold, years: first.years, inputDraws: first.inputDraws };
  const { all: sketch } = fold.sketch;
  const { structural, coverage, areInputsExact } = experiment;
  const siteLosses = siteLossesOf(estimated, areInputsExact);
  const metrics = {
    ...(fold.replications > 0 && outlookMetrics(estimated, experiment.hasBackup)),
    ...(siteLosses && { expectedLossSecondsPerYear: lossesOfAllKinds(estimated, siteLosses) }),
    ...experiment.zoomed?.metrics,
  };
  const sensitivities = sensitivitiesOf(fold, processes, assumptions);
  return {
    schema: RESULT_SCHEMA,
    engine: { version: ENGINE_VERSION },
    scenario: experiment.scenario,
    question: "outlook",
    resolution: first.resolution,
    seed: first.seed,
    replications: planned,
    simulatedYears,
    yearsPerReplication: first.years,
    simulatedSeconds: (simulatedYears * YEAR) / 1e6,
    events: fold.steps,
    stepsPerYear: simulatedYears > 0 ? fold.steps / simulatedYears : 0,
    fingerprint: fold.fingerprint,
    inputs: { areExact: experiment.areInputsExact, draws: first.inputDraws },
    assumptions: { unverified: assumptions.length, list: assumptions },
    metrics,
    ...(experiment.zoomed && { zoom: experiment.zoomed.zoom }),
    exceedance: {
      downtime: exceedancesOf(sketch.downtime),
      unplannedDowntime: exceedancesOf(sketch.unplannedDowntime),
      loss: exceedancesOf(sketch.loss),
    },
    ...(siteLosses && { siteLosses }),
    ...(experiment.rare && { rare: experiment.rare }),
    ...(structural && { structure: structureOf(structural, areInputsExact) }),
    drills:
      fold.replications > 0 ? drillsOf(estimated, { coverage, services: experiment.services ?? 1 }) : [],
    disruptions: disruptionsOf(sketch.sources, simulatedYears),
    populations: populationsOf(experiment, fold),
    contributions: simulatedYears > 0 ? contributionsOf(fold, processes, simulatedYears) : [],
    sensitivities,
    ...(experiment.repairs && { repairs: experiment.repairs }),
    tipping: tippingOf(experiment.objectives, { metrics, sensitivities, processes }),
    worst: sketch.worst.map((incident) => worstOf(incident, processes)),
    objectives: experiment.objectives.map((objective) => judgeOutlook(objective, metrics)),
    ...partialResult(fold.replications, planned, experiment.lost),
    diagnostics: experiment.diagnostics,
  };
}

function disruptionsOf(sources: readonly SourceSketch[], years: number): OutlookDisruption[] {
  const cost = ({ outage, loss }: SourceSketch): number =>
    outage.sum / outage.perUnit + loss.sum / loss.perUnit;
  return [...sources]
    .sort((a, b) => cost(b) - cost(a) || b.incidents - a.incidents || (a.source < b.source ? -1 : 1))
    .map((sketch) => ({
      name: sketch.source,
      modelled: true,
      incidents: sketch.incidents,
      withOutage: countOf(sketch.outage),
      withLoss: countOf(sketch.loss),
      metrics: {
        incidentsPerYear: incidentsPerYear(sketch, years),
        rtoAchievedSeconds: sizesOf(sketch.outage, "s"),
        rpoAchievedSeconds: sizesOf(sketch.loss, "s"),
        lostTransactions: sizesOf(sketch.lostTransactions, "count"),
      },
    }));
}

function populationsOf({ populations }: OutlookExperiment, fold: OutlookFold): OutlookPopulation[] {
  return fold.populations.map(({ unservedWrites, offeredWrites, unservedReads, offeredReads }, i) => ({
    name: populations[i] ?? String(i),
    writeAvailability: 1 - unservedWrites / offeredWrites,
    ...(offeredReads > 0 && { readAvailability: 1 - unservedReads / offeredReads }),
  }));
}

function worstOf(incident: WorstIncident, processes: readonly FailureProcess[]): WorstOfYears {
  const { replication, number, source, begin, end, isOpen, isPlanned, causes } = incident;
  return {
    replication,
    incident: number,
    name: source,
    atYears: begin / YEAR,
    lastedSeconds: (end - begin) / 1e6,
    isOpen,
    causes: causes.map((cause) => processes[cause]?.id ?? String(cause)),
    isPlanned,
    downtimeSeconds: incident.downtime / 1e6,
    lossSeconds: incident.loss / 1e6,
    lostTransactions: incident.lostTransactions,
    failovers: incident.failovers,
  };
}
