// The result document of an outlook: `twinsite/result/v1` with the question "outlook". What drills have too
// is where drills have it; what only years have is beside it. A field that cannot be known is absent.
import type { Estimate } from "../statistics/estimate.ts";
import type { PrintedRate } from "../statistics/rare-rate.ts";
import type { ExperimentResult } from "./result.ts";
import type { OutlookZoom } from "./zoom/summarise-zoom.ts";

/** What an outlook and a drill say of themselves in the same words. */
type Common = Pick<
  ExperimentResult,
  | "schema"
  | "engine"
  | "scenario"
  | "resolution"
  | "seed"
  | "replications"
  | "simulatedSeconds"
  | "events"
  | "fingerprint"
  | "assumptions"
  | "objectives"
  | "partial"
  | "diagnostics"
>;

export interface OutlookResult extends Common {
  readonly question: "outlook";
  readonly simulatedYears: number;
  readonly yearsPerReplication: number;
  /** Control events and what else the clock stopped for. */
  readonly stepsPerYear: number;
  /** How often uncertain rates were drawn; 1 = they are taken for exact. */
  readonly inputs: { readonly areExact: boolean; readonly draws: number };
  /** Over the years. */
  readonly metrics: Readonly<Record<string, OutlookEstimate>>;
  /** Where the values that only single writes have come from; absent where nobody asked for windows. */
  readonly zoom?: OutlookZoom;
  readonly exceedance: {
    readonly downtime: readonly Exceedance[];
    readonly unplannedDowntime: readonly Exceedance[];
    readonly loss: readonly Exceedance[];
  };
  /** Absent where no site can be lost, or single writes are played. */
  readonly siteLosses?: SiteLossResult;
  /** Absent where nothing is rare, or nobody asked. */
  readonly rare?: RareResult;
  /** Absent where no single structure says who can serve. */
  readonly structure?: StructureResult;
  /** What rehearsing the failover would save; empty where it always works, or was never needed. */
  readonly drills: readonly DrillRow[];
  /** Incidents by the kind of failure that they are named after, the costliest first. */
  readonly disruptions: readonly OutlookDisruption[];
  readonly populations: readonly OutlookPopulation[];
  readonly contributions: readonly Contribution[];
  readonly sensitivities: readonly Sensitivity[];
  /** Absent where nobody asked. */
  readonly repairs?: readonly RepairPull[];
  /** What would have to be otherwise for a verdict to be otherwise, the least change first. */
  readonly tipping: readonly Tipping[];
  readonly worst: readonly WorstOfYears[];
}

/** `low` and `high` are chance; `inputs` is what other plausible rates would give. */
export interface OutlookEstimate extends Estimate {
  readonly inputs?: { readonly low: number; readonly high: number; readonly method: string };
}

/** How often a sum over twelve months was above `seconds`; 0 = anything at all. */
export interface Exceedance {
  readonly seconds: number;
  readonly calendarYear: Estimate;
  /** Of windows of twelve months that begin with any month. */
  readonly twelveMonths: number;
  /** At least one such window within a replication of `yearsPerReplication`. */
  readonly withinReplication: Estimate;
}

export interface OutlookDisruption {
  readonly name: string;
  readonly modelled: true;
  readonly incidents: number;
  readonly withOutage: number;
  readonly withLoss: number;
  /** Per year, and of those that had an outage or lost something. */
  readonly metrics: Readonly<Record<string, Estimate>>;
}

export interface OutlookPopulation {
  readonly name: string;
  readonly writeAvailability: number;
  readonly readAvailability?: number;
}

/** What one failing component has a share in. */
export interface Contribution {
  readonly process: string;
  readonly source: string;
  readonly subject: string;
  readonly path: string;
  readonly isPlanned: boolean;
  readonly failuresPerYear: number;
  /** Incidents that began with it. */
  readonly incidentsPerYear: number;
  /** Outages before which it failed last. */
  readonly downtimeSecondsPerYear: number;
  readonly downtimeShare?: number;
  readonly lossSecondsPerYear: number;
  readonly lossShare?: number;
}

/** By how many per cent the sum moves when everything set at `path` fails one per cent more often. */
export interface Sensitivity {
  readonly path: string;
  readonly processes: readonly string[];
  readonly downtime?: Elasticity;
  readonly loss?: Elasticity;
  /** Assumptions nobody has verified that set it. */
  readonly assumptions: readonly string[];
}
export interface Elasticity {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** By how many per cent the sum moves when every repair set at `path` takes one per cent longer. */
export interface RepairPull {
  readonly path: string;
  /** That were lived twice. */
  readonly replications: number;
  readonly downtime?: Elasticity;
  readonly loss?: Elasticity;
}

export interface WorstOfYears {
  readonly replication: number;
  readonly incident: number;
  readonly name: string;
  /** After the begin of the replication. */
  readonly atYears: number;
  readonly lastedSeconds: number;
  readonly isOpen: boolean;
  readonly causes: readonly string[];
  readonly isPlanned: boolean;
  readonly downtimeSeconds: number;
  readonly lossSeconds: number;
  readonly lostTransactions: number;
  readonly failovers: number;
}

/**
 * Work that is lost with whole sites, per year. Integrated: how exposed it is at every instant times how often its
 * site is lost at such a time. Counted: what the sites that were lost did lose.
 */
export interface SiteLossResult {
  /** Losses of the primary's site after which another site takes over. */
  readonly takeoversPerYear: WeightedOutlookEstimate;
  /** … and those after which nobody may: all wait for the site, or for a backup. */
  readonly strandedPerYear: WeightedOutlookEstimate;
  readonly secondsPerYear: WeightedOutlookEstimate;
  readonly countedSecondsPerYear: OutlookEstimate;
  /** By size, ascending. */
  readonly curve: readonly SiteLossPoint[];
}

export interface SiteLossPoint {
  /** Losses of more than this. */
  readonly seconds: number;
  readonly integrated: WeightedOutlookEstimate;
  readonly counted: Estimate;
  /** Whose variance is smaller, among those that see what the other has seen. */
  readonly better: "integrated" | "counted";
  /** Of the better one: what may be said of it. */
  readonly printed: PrintedRate;
}

export interface WeightedOutlookEstimate extends OutlookEstimate {
  /** Of the replications' values; a few that carry the sum mean that larger ones were not met yet. */
  readonly largestWeightShare: number;
}

/** Incidents that the years are too few to count, from excursions out of such years (rare/). */
export interface RareResult {
  /** So many more years were simulated for it, about, as a share of the years. */
  readonly share: number;
  /** Excursions that chose the methods, and those that the estimates rest on. */
  readonly pilotTrials: number;
  readonly trials: number;
  /** Outages before losses, each by ascending threshold. */
  readonly rows: readonly RareRow[];
}

/** Incidents with an outage longer, or a loss older, than this, per year. */
export interface RareRow {
  readonly of: "outage" | "loss";
  readonly seconds: number;
  /** What the pilot chose; "counting" also where the years are enough. */
  readonly method: "counting" | "forcing" | "balanced" | "splitting";
  readonly counted: OutlookEstimate;
  /** Absent where counting is best. */
  readonly weighted?: WeightedOutlookEstimate;
  /** Of the chosen one: what may be said of it. */
  readonly printed: PrintedRate;
}

/** If a failover took no time and always worked: a lower bound of the downtime, without chance. */
export interface StructureResult {
  /** Groups of failing processes with the same effect. */
  readonly components: number;
  readonly method: string;
  readonly downtimeSecondsPerYear: number;
  readonly outagesPerYear: PrintedRate;
  /** Every site with a node that may lead is lost at once; absent where there is only one. */
  readonly allSitesLostPerYear?: PrintedRate;
}

/** A drill so often, against none at all. */
export interface DrillRow {
  readonly everyDays: number;
  /** The chance that a failover works when it is needed, without drills and with them. */
  readonly worksWithout: number;
  readonly works: number;
  readonly savedSecondsPerYear: Estimate;
  /** It is what the scenario does. */
  readonly isInForce: boolean;
}

/** The objective tips when everything set at `path` fails `factor` times as often. */
export interface Tipping {
  readonly expression: string;
  readonly path: string;
  readonly factor: number;
  /** The error factor of its terms allows it; absent where they are exact. */
  readonly isPossible?: boolean;
  /** Assumptions nobody has verified that set it. */
  readonly assumptions: readonly string[];
}
