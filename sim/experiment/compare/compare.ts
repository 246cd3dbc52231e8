// Two answers to one question, paired run by run → the document of their comparison. In a drill a difference is called
// better or worse only where the signed-rank or the sign test says so after Holm over all rows, at 5 %; over the years
// where the interval of its mean says so.
import { metrics } from "../../metrics/registry.ts";
import { estimateOf } from "../../statistics/estimate.ts";
import { hodgesLehmann } from "../../statistics/hodges-lehmann.ts";
import { holm } from "../../statistics/holm.ts";
import { signTest } from "../../statistics/sign-test.ts";
import { signedRank } from "../../statistics/signed-rank.ts";
import { ENGINE_VERSION } from "../engine.ts";
import type { Resolution } from "../result.ts";
import type { PairableSample } from "../study/sample.ts";
import {
  COMPARE_SCHEMA,
  type ComparedDesign,
  type Comparison,
  type ComparisonRow,
  type ComparisonWord,
  type LargestDifference,
} from "./comparison.ts";
import { extremeOf } from "./extreme.ts";
import { type Pairs, pairAll } from "./pairing.ts";
import type { ScenarioChange } from "./scenario-change.ts";

export interface Side {
  readonly design: ComparedDesign;
  readonly samples: readonly PairableSample[];
}

export interface Compared {
  readonly question: "drill" | "outlook";
  readonly resolution: Resolution;
  readonly seed: string;
  readonly old: Side;
  readonly new: Side;
  readonly changes?: readonly ScenarioChange[];
  /** In the order of the scenario. */
  readonly disruptions: readonly string[];
  /** Only these metrics, whatever their scope; all if absent. */
  readonly metrics?: readonly string[];
}

export function compare(compared: Compared): Comparison {
  const { question, resolution, seed, old, new: next, changes, disruptions } = compared;
  const isWanted = ({ metric }: Pairs): boolean =>
    compared.metrics?.some((each) => metric === each || metric.split("@")[0] === each) ?? true;
  const { pairs: all, onlyOld, onlyNew } = pairAll(old.samples, next.samples);
  const pairs = all.filter(isWanted).sort(inOrder(disruptions));
  const rows = rowsOf(pairs, question);
  const largest = largestOf(rows);
  return {
    schema: COMPARE_SCHEMA,
    engine: { version: ENGINE_VERSION },
    question,
    resolution,
    seed,
    replications: Math.max(0, ...pairs.map(({ differences }) => differences.length)),
    old: old.design,
    new: next.design,
    ...(changes && { changes }),
    rows,
    onlyOld,
    onlyNew,
    ...(largest && { largest }),
  };
}

/** As a report is read: nothing breaks, then each disruption; metrics as they are defined, whole before scoped. */
function inOrder(disruptions: readonly string[]): (a: Pairs, b: Pairs) => number {
  const metric = new Map([...metrics.keys()].map((name, i) => [name, i]));
  const ranks = (pairs: Pairs): number[] => {
    const [name = "", scope] = pairs.metric.split("@");
    return [
      disruptions.indexOf(pairs.disruption),
      metric.get(name) ?? metric.size,
      scope === undefined ? 0 : 1,
    ];
  };
  return (a, b) => {
    const [x, y] = [ranks(a), ranks(b)];
    const i = x.findIndex((rank, at) => rank !== y[at]);
    return i < 0 ? (a.metric < b.metric ? -1 : 1) : (x[i] as number) - (y[i] as number);
  };
}

/** What the table of `run` shows of a disruption, of the time in which nothing breaks, and of the years. */
const HEADLINES: readonly string[] = [
  "lostTransactions",
  "rpoAchievedSeconds",
  "recoveryPointAgeSeconds",
  "rtoAchievedSeconds",
  "rto99Seconds",
  "unprotectedSeconds",
  "commitLatencySeconds",
  "replicationLagSeconds",
  "exposureSeconds",
  "linkUtilisation",
  "downtimeSecondsPerYear",
  "lossSecondsPerYear",
  "outagesPerYear",
  "lossesPerYear",
  "failoversPerYear",
  "falseFailoversPerYear",
  "splitBrainSecondsPerYear",
  "unprotectedSecondsPerYear",
];
const ALPHA = 0.05;

function rowsOf(all: readonly Pairs[], question: Compared["question"]): ComparisonRow[] {
  const counted = all.map(countsOf);
  const tested = all.map(({ differences }, i) => {
    const { worse, improved } = counted[i] as Counts;
    // Equal in every run: there is nothing to test.
    if (worse + improved === 0) return [];
    return [signedRank(differences).twoSided, signTest(worse, improved).twoSided];
  });
  const adjusted = holm(tested.flat());
  let next = 0;
  return all.map((pairs, i) => {
    const ps = (tested[i] as number[]).map(() => adjusted[next++] as number);
    return rowOf(pairs, counted[i] as Counts, { p: Math.min(1, ...ps), question });
  });
}

interface Counts {
  readonly worse: number;
  readonly improved: number;
}

function countsOf({ differences, better }: Pairs): Counts {
  const up = differences.filter((difference) => difference > 0).length;
  const down = differences.filter((difference) => difference < 0).length;
  return better === "lower" ? { worse: up, improved: down } : { worse: down, improved: up };
}

function rowOf(
  pairs: Pairs,
  { worse, improved }: Counts,
  { p, question }: { readonly p: number; readonly question: Compared["question"] },
): ComparisonRow {
  const { metric, disruption, unit, better, differences } = pairs;
  const difference = differenceOf(pairs);
  return {
    metric,
    disruption,
    unit,
    better,
    isHeadline:
      HEADLINES.includes(metric) || (HEADLINES.includes(metric.split("@")[0] ?? "") && disruption === ""),
    word: wordOf(pairs, { worse, improved }, { p, difference, isMean: question === "outlook" }),
    old: estimateOfSide(pairs.old, unit),
    new: estimateOfSide(pairs.new, unit),
    difference,
    pairs: differences.length,
    worse,
    improved,
    p,
    extreme: extremeOf(pairs),
  };
}

function estimateOfSide(values: readonly number[], unit: string) {
  const known = values.filter(Number.isFinite);
  return estimateOf({ unit, values: known, censored: values.length - known.length });
}

function differenceOf({ differences, unit }: Pairs): ComparisonRow["difference"] {
  const { value, low, high } = hodgesLehmann(differences);
  const isKnown = Number.isFinite(value);
  const typical = {
    value,
    ...(low !== undefined && Number.isFinite(low) && { low }),
    ...(high !== undefined && Number.isFinite(high) && { high }),
  };
  const estimate = differences.every(Number.isFinite) ? estimateOf({ unit, values: differences }) : undefined;
  return {
    ...(estimate?.mean !== undefined && { mean: estimate.mean }),
    ...(estimate?.low !== undefined && { low: estimate.low }),
    ...(estimate?.high !== undefined && { high: estimate.high }),
    ...(estimate?.method !== undefined && { method: estimate.method }),
    ...(isKnown && { typical }),
  };
}

function wordOf(
  { better, differences }: Pairs,
  { worse, improved }: Counts,
  terms: { readonly p: number; readonly difference: ComparisonRow["difference"]; readonly isMean: boolean },
): ComparisonWord {
  if (worse + improved === 0) return "same";
  const up = better === "lower" ? 1 : -1;
  const { mean, low, high, typical } = terms.difference;
  if (terms.isMean && mean !== undefined && low !== undefined && high !== undefined) {
    // What counts over the years is what they add up to.
    if (low <= 0 && high >= 0) return "indistinguishable";
    return up * mean > 0 ? "worse" : "better";
  }
  if (terms.isMean || terms.p > ALPHA) return "indistinguishable";
  const shift = up * (typical?.value ?? Math.sign(differences.reduce((a, b) => a + Math.sign(b), 0)));
  return shift > 0 || (shift === 0 && worse > improved) ? "worse" : "better";
}

/** By how many times the usual size of its row it is. */
function largestOf(rows: readonly ComparisonRow[]): LargestDifference | undefined {
  const size = ({ extreme, old }: ComparisonRow): number => {
    if (extreme.old === undefined || extreme.new === undefined)
      return extreme.old === extreme.new ? 0 : Number.MAX_VALUE;
    const usual = Math.abs(old.mean ?? old.quantiles?.[0]?.value ?? 0);
    return Math.abs(extreme.new - extreme.old) / Math.max(usual, Number.MIN_VALUE);
  };
  const differing = rows.filter(({ isHeadline, word }) => isHeadline && word !== "same");
  const broken = differing.filter(({ disruption }) => disruption !== "");
  const candidates = broken.length > 0 ? broken : differing;
  const preferred = candidates.filter(({ metric }) =>
    /^(rtoAchieved|rpoAchieved|lostTransactions)/.test(metric),
  );
  const found = [...(preferred.length > 0 ? preferred : candidates)].sort((a, b) => size(b) - size(a))[0];
  return found && { metric: found.metric, disruption: found.disruption, ...found.extreme };
}
