// What a chart shows, as numbers and names; reports/charts draws it. Each brings the sentence that says the same to
// who cannot see it, and the table of its numbers.
import type { Verdict } from "../../sim/index.ts";

export type Chart =
  | SpreadChart
  | DistributionChart
  | PhaseChart
  | ExceedanceChart
  | ShareChart
  | ScatterChart
  | DifferenceChart;

interface Shown {
  /** Of a file, and within a document: "outages", "site-loss-outage". */
  readonly id: string;
  readonly title: string;
  /** One or two sentences for who cannot see it. */
  readonly description: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A value that an objective allows; `verdict` is what became of it. */
export interface Target {
  readonly threshold: number;
  readonly comparison: "<=" | ">=";
  readonly statistic: string;
  readonly verdict: Verdict;
}

/** One line for each thing: its median, its tail with an interval, and the targets held against it. */
export interface SpreadChart extends Shown {
  readonly kind: "spread";
  readonly unit: string;
  readonly meaning: Meaning;
  readonly spreads: readonly Spread[];
}

/** Colours are chosen by it, the same in every chart. */
export type Meaning = "outage" | "loss" | "planned";

export interface Spread {
  readonly name: string;
  readonly median?: number;
  /** The p99, or the maximum where runs are few. */
  readonly tail?: number;
  readonly low?: number;
  readonly high?: number;
  /** The tail lies beyond the horizon. */
  readonly isTailBeyond: boolean;
  readonly targets: readonly Target[];
}

/** The share of runs that are not above each value, as steps; runs beyond the horizon never count as below. */
export interface DistributionChart extends Shown {
  readonly kind: "distribution";
  readonly unit: string;
  readonly meaning: Meaning;
  /** Ascending. */
  readonly values: readonly number[];
  readonly beyond: number;
  readonly quantiles: readonly {
    readonly p: number;
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
  }[];
  readonly targets: readonly Target[];
}

/** The phases of one run a row, in their order; they add up. */
export interface PhaseChart extends Shown {
  readonly kind: "phases";
  readonly stacks: readonly PhaseStack[];
}

export interface PhaseStack {
  readonly name: string;
  readonly isOver: boolean;
  readonly phases: readonly { readonly name: string; readonly setBy: string; readonly seconds: number }[];
}

/** How often a sum is above a threshold, both on scales of powers. */
export interface ExceedanceChart extends Shown {
  readonly kind: "exceedance";
  /** Of the thresholds; what is counted is a share. */
  readonly unit: string;
  readonly curves: readonly ExceedanceCurve[];
}

export interface ExceedanceCurve {
  readonly name: string;
  readonly meaning: Meaning;
  readonly points: readonly ExceedancePoint[];
}

export interface ExceedancePoint {
  /** 0 = anything at all. */
  readonly threshold: number;
  readonly share: number;
  readonly low?: number;
  readonly high?: number;
}

/** Shares of a whole, a bar for each of up to two sums. */
export interface ShareChart extends Shown {
  readonly kind: "shares";
  readonly series: readonly { readonly name: string; readonly meaning: Meaning }[];
  readonly bars: readonly { readonly name: string; readonly shares: readonly number[] }[];
}

/** Points over two quantities; those that no other is better than in both are joined. */
export interface ScatterChart extends Shown {
  readonly kind: "scatter";
  readonly x: { readonly name: string; readonly unit: string };
  readonly y: { readonly name: string; readonly unit: string };
  readonly points: readonly {
    /** Short. */
    readonly name: string;
    /** What a pointer shows. */
    readonly told: string;
    readonly x: number;
    readonly y: number;
    readonly isBest: boolean;
  }[];
}

/** How two designs differ, thing by thing, with the word for it. */
export interface DifferenceChart extends Shown {
  readonly kind: "differences";
  readonly unit: string;
  readonly meaning: Meaning;
  readonly differences: readonly {
    readonly name: string;
    readonly word: string;
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
  }[];
}
