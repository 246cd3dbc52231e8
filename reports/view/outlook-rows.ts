// The tables of an outlook, as texts: per year, time in states, kinds of failure, components. Every number
// with what it can be trusted for: an interval by chance, an interval by uncertain inputs, or a bound and why
// there is no more.
import type {
  Contribution,
  Estimate,
  OutlookDisruption,
  OutlookEstimate,
  OutlookResult,
} from "../../sim/index.ts";
import { quantileAt } from "./cell.ts";
import { count, duration, interval, quantity, share, significant } from "./format.ts";

export interface YearRow {
  readonly name: string;
  readonly value: string;
  readonly chance: string;
  readonly inputs: string;
}

const PER_YEAR: readonly (readonly [string, string])[] = [
  ["write availability", "writeAvailability"],
  ["read availability", "readAvailability"],
  ["downtime", "downtimeSecondsPerYear"],
  ["  of it unplanned", "unplannedDowntimeSecondsPerYear"],
  ["lost work", "lossSecondsPerYear"],
  ["  losses of sites integrated", "expectedLossSecondsPerYear"],
  ["incidents", "incidentsPerYear"],
  ["outages", "outagesPerYear"],
  ["losses of work", "lossesPerYear"],
  ["failovers", "failoversPerYear"],
  ["  of them false", "falseFailoversPerYear"],
];
const STATES: readonly (readonly [string, string])[] = [
  ["one more failure loses data", "unprotectedSecondsPerYear"],
  ["commits gave up waiting", "degradedSecondsPerYear"],
  ["on a single link", "singleLinkSecondsPerYear"],
  ["sites cut off from each other", "partitionedSecondsPerYear"],
  ["split brain", "splitBrainSecondsPerYear"],
  ["no backup within reach", "noValidBackupSecondsPerYear"],
];

export const perYearRows = (result: OutlookResult): YearRow[] => rowsOf(result, PER_YEAR);

/** With the share of all time. */
export const stateRows = ({ metrics }: OutlookResult): (YearRow & { readonly share: string })[] =>
  STATES.flatMap(([name, metric]) => {
    const estimate = metrics[metric];
    if (!estimate) return [];
    const part = (estimate.mean ?? 0) / SECONDS_PER_YEAR;
    return [{ ...rowOf(name, estimate), share: part > 0 ? share(Number(part.toPrecision(2))) : "" }];
  });

const SECONDS_PER_YEAR = 365 * 86_400;

function rowsOf({ metrics }: OutlookResult, names: readonly (readonly [string, string])[]): YearRow[] {
  return names.flatMap(([name, metric]) => {
    const estimate = metrics[metric];
    return estimate ? [rowOf(name, estimate)] : [];
  });
}

function rowOf(name: string, estimate: OutlookEstimate): YearRow {
  const { inputs } = estimate;
  return {
    name,
    value: valueText(estimate),
    chance: chanceText(estimate),
    inputs: inputs ? endsText(inputs.low, inputs.high, estimate.unit) : "",
  };
}

/** The unit is said once, in the head of the table. */
const plain = (unit: string): string => (unit === "s/year" ? "s" : unit === "/year" ? "count" : unit);

function valueText({ mean, unit, n }: Estimate): string {
  if (n === 0 && unit !== "/year") return "-";
  if (mean === undefined) return "-";
  if (mean === 0) return "none seen";
  return unit === "s/year" ? spent(mean) : quantity(mean, plain(unit));
}

/** An interval, or what bounds the value, with the reason. */
export function chanceText(estimate: Estimate): string {
  const { low, high, bound, unit, mean, n } = estimate;
  if (low !== undefined && high !== undefined) return endsText(low, high, unit);
  if (!bound || (n < 2 && unit !== "/year")) return "";
  // Time in states is bounded by all the time there is: where nothing was seen this says nothing.
  if (mean === 0) return unit === "/year" && bound.high !== undefined ? `< ${rareText(bound.high)}` : "";
  const isTrivial = unit === "s/year" && bound.high !== undefined && bound.high > SECONDS_PER_YEAR / 2;
  const ends = endsText(bound.low, isTrivial ? undefined : bound.high, unit);
  return ends === "" ? "" : `${ends} ${FEW}`;
}

/** Marks what is no interval, but a bound. */
export const FEW = "?";
export const FEW_LEGEND = `${FEW}: too few events for an interval; a bound that holds whatever their sizes.`;

function endsText(low: number | undefined, high: number | undefined, unit: string): string {
  // Far apart they are better read in units of their own.
  const isWide = low !== undefined && high !== undefined && low > 0 && high / low > 50;
  if (isWide && unit === "s/year") return `${duration(low)} to ${duration(high)}`;
  return interval(low, high, plain(unit));
}

/** "once in 330 years". */
export const rareText = (perYear: number): string =>
  perYear >= 0.95
    ? `${significant(perYear)} times a year`
    : `once in ${count(Number((1 / perYear).toPrecision(3)))} years`;

/** Curves do not resolve less. */
const SMALLEST = 1;
const spent = (seconds: number): string => (seconds < SMALLEST ? "under 1 s" : duration(seconds));

export interface KindRow {
  readonly name: string;
  readonly cells: readonly string[];
}

export const KIND_HEADS: readonly string[] = [
  "kind of failure",
  "incidents\na year",
  "with an\noutage",
  "outage\np50",
  "\np95",
  "\nlongest",
  "with\nloss",
  "lost work\np50",
  "\nmost",
];

export function kindRows({ disruptions }: OutlookResult): KindRow[] {
  return disruptions.map((each) => ({ name: each.name, cells: kindCells(each) }));
}

function kindCells({ incidents, withOutage, withLoss, metrics }: OutlookDisruption): string[] {
  const { incidentsPerYear, rtoAchievedSeconds: outage, rpoAchievedSeconds: loss } = metrics;
  const part = (of: number): string => (of === 0 ? "none" : share(Number((of / incidents).toPrecision(2))));
  return [
    quantity(incidentsPerYear?.mean ?? 0, "count"),
    part(withOutage),
    at(outage, 0.5),
    at(outage, 0.95),
    outage?.max === undefined ? "" : duration(outage.max),
    part(withLoss),
    at(loss, 0.5, spent),
    loss?.max === undefined ? "" : spent(loss.max),
  ];
}

/** A quantile, or nothing where the events are too few for it. */
const at = (estimate: Estimate | undefined, p: number, text = duration): string => {
  const found = estimate && quantileAt(estimate, p);
  return found ? text(found.value) : "";
};

export const CONTRIBUTION_HEADS: readonly string[] = [
  "component",
  "failures\na year",
  "downtime\na year",
  "\nshare",
  "lost work\na year",
  "\nshare",
];

export function contributionRows({ contributions }: OutlookResult, most: number): KindRow[] {
  return contributions.slice(0, most).map((each) => ({ name: each.process, cells: contributionCells(each) }));
}

function contributionCells(each: Contribution): string[] {
  const { failuresPerYear, downtimeSecondsPerYear, downtimeShare, lossSecondsPerYear, lossShare } = each;
  return [
    quantity(failuresPerYear, "count"),
    downtimeSecondsPerYear > 0 ? spent(downtimeSecondsPerYear) : "none",
    partText(downtimeShare),
    lossSecondsPerYear > 0 ? spent(lossSecondsPerYear) : "none",
    partText(lossShare),
  ];
}

const partText = (part: number | undefined): string =>
  part === undefined || part === 0 ? "" : share(Number(part.toPrecision(2)));
