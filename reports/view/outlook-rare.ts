// Incidents that the years are too few to count, as texts: how often a year, what chance and inputs leave open, how it
// was found, and what the weights are like.
import type { OutlookResult, RareRow } from "../../sim/index.ts";
import { count, duration, share, significant } from "./format.ts";
import { endsText, printedText } from "./outlook-rates.ts";
import { FEW, rareText } from "./outlook-rows.ts";

export interface RareTextRow {
  readonly name: string;
  readonly cells: readonly string[];
}

export const RARE_HEADS: readonly string[] = [
  "incidents with",
  "on average",
  "95 % by chance",
  "95 % by inputs",
  "how",
  "weights",
];

/** Thresholds that counting has reached are in other tables: the last of each kind is the one to compare with. */
export function rareRows({ rare, inputs }: OutlookResult): RareTextRow[] {
  const rows = rare?.rows ?? [];
  const isLastCounted = (row: RareRow, i: number): boolean => {
    const next = rows[i + 1];
    return row.method === "counting" && (next?.of !== row.of || next.method !== "counting");
  };
  return rows
    .filter((row, i) => row.method !== "counting" || isLastCounted(row, i))
    .map((row) => ({ name: nameOf(row), cells: cellsOf(row, inputs.areExact) }));
}

const nameOf = ({ of, seconds }: RareRow): string => {
  if (of === "loss" && seconds === 0) return "any loss of work";
  return of === "outage" ? `an outage > ${duration(seconds)}` : `a loss > ${duration(seconds)}`;
};

function cellsOf({ method, counted, weighted, printed }: RareRow, areExact: boolean): readonly string[] {
  const { mean = 0, low, high, bound, inputs, effectiveSamples = 0 } = weighted ?? counted;
  const isRough = mean < DIGITS_DOWN_TO && !areExact;
  const ends = isRough ? "" : endsText(low ?? bound?.low, high ?? bound?.high);
  const most = counted.high ?? counted.bound?.high;
  const isKnown = mean > 0 && (!weighted || effectiveSamples >= FEWEST_EFFECTIVE);
  const rate =
    printed.kind !== "bound"
      ? printedText(printed)
      : isKnown
        ? boundText(mean, isRough)
        : most === undefined
          ? "not met"
          : `< ${rareText(most)}`;
  return [
    rate,
    bound && isKnown ? `${ends} ${FEW}`.trim() : isKnown ? ends : FEW,
    inputs && isKnown && !isRough ? endsText(inputs.low, inputs.high) : "",
    method,
    weighted
      ? `${count(Math.floor(effectiveSamples))}, ${share(Number(weighted.largestWeightShare.toPrecision(2)))}`
      : "",
  ];
}

/** What was found where no interval can be stood behind. */
const boundText = (mean: number, isRough: boolean): string =>
  isRough ? `about 10^${Math.round(Math.log10(mean))} a year` : rareText(mean);

/** With fewer than this, weights say nothing, and the years that were counted bound it from above. */
const FEWEST_EFFECTIVE = 10;

const DIGITS_DOWN_TO = 1e-6;

/** Why some rows have no interval, and what the columns say. */
export function rareLegend({ rare }: OutlookResult): string {
  if (!rare) return "";
  const { pilotTrials, trials, rows } = rare;
  const reasons = new Set(rows.flatMap(({ weighted }) => weighted?.bound?.method ?? []));
  const why = reasons.size === 0 ? "" : ` ${FEW}: ${[...reasons].join("; ")}.`;
  return `From ${count(trials)} incidents that were made to happen in such years, after ${count(pilotTrials)} that chose how (${significant(100 * rare.share)} % more years). Weights: effective sample size, and the largest weight's share of the sum.${why}`;
}
