// Two intervals side by side: `sampling` says how far the printed mean may be from what infinitely many
// replications would give; `inputs` says where the mean lies for other values of inputs that are themselves
// only known as a distribution (failure rates, repair times). From a matrix: one row per draw of the inputs,
// one column per replication. More replications shrink the first, never the second. With common streams
// (column j has the same seeds in every row, the default) the columns are the independent pieces, and noise
// that moves all rows alike is no spread of inputs: a two-way analysis of variance.
// Source: Sun, Apley & Staum, "Efficient nested simulation for estimating the variance of a conditional
// expectation", Operations Research 59, 2011; Searle, Variance Components, 4. Leaves out: which input moves
// the mean.
import type { Interval } from "./proportion.ts";
import { studentQuantile } from "./student-t.ts";
import { Tally } from "./tally.ts";

/**
 * From here on the inputs' interval is read off the ordered rows, below it is a t interval (39: 2/40 at 95
 * %).
 */
const ROWS_TO_RANK = 39;

export interface InputMatrix {
  /** rows[k][j]: input draw k, replication j; at least 2 × 2, all rows of one length. */
  readonly rows: readonly (readonly number[])[];
  readonly streams?: "common" | "independent";
  readonly confidence?: number;
}

export interface TwoIntervals {
  readonly mean: number;
  readonly sampling: Interval & { readonly method: string };
  /** Holds the mean for a share `confidence` of the inputs that might be true. */
  readonly inputs: Interval & { readonly method: string };
  /**
   * Standard deviation of the mean between draws of the inputs, sampling noise taken out; 0 if noise
   * explains it.
   */
  readonly inputDeviation: number;
  /**
   * The part of the rows' variance that is due to the inputs, 0 to 1: below about 1/2 add columns, not
   * rows.
   */
  readonly inputShare: number;
}

export function twoIntervals({ rows, streams = "common", confidence = 0.95 }: InputMatrix): TwoIntervals {
  const columns = rows[0]?.length ?? 0;
  if (rows.length < 2 || columns < 2 || rows.some((row) => row.length !== columns))
    throw new RangeError("two intervals need a matrix of at least 2 × 2");
  const rowMeans = rows.map((row) => meanOf(row));
  const between = Tally.of(rowMeans);
  const mean = between.mean ?? 0;
  const spread = between.variance ?? 0;
  const noise = streams === "common" ? interaction(rows, rowMeans, mean) : within(rows);
  const variance = Math.max(0, spread - noise / columns);
  const inputShare = spread > 0 ? variance / spread : 0;
  return {
    mean,
    sampling: samplingInterval(rows, mean, { streams, confidence }),
    inputs: inputInterval(rowMeans, { mean, shrink: Math.sqrt(inputShare), confidence }),
    inputDeviation: Math.sqrt(variance),
    inputShare,
  };
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const columnMeans = (rows: readonly (readonly number[])[]): number[] =>
  (rows[0] ?? []).map((_, j) => meanOf(rows.map((row) => row[j] ?? 0)));

/** Variance of one value within its row. */
const within = (rows: readonly (readonly number[])[]): number =>
  meanOf(rows.map((row) => Tally.of(row).variance ?? 0));

/** Variance of one value after its row's and its column's mean: noise that common streams do not cancel. */
function interaction(
  rows: readonly (readonly number[])[],
  rowMeans: readonly number[],
  mean: number,
): number {
  const columns = columnMeans(rows);
  let squares = 0;
  rows.forEach((row, k) => {
    row.forEach((value, j) => {
      const residual = value - (rowMeans[k] ?? 0) - (columns[j] ?? 0) + mean;
      squares += residual * residual;
    });
  });
  return squares / ((rows.length - 1) * (columns.length - 1));
}

/** Of the mean over these very draws of the inputs. */
function samplingInterval(
  rows: readonly (readonly number[])[],
  mean: number,
  { streams, confidence }: { readonly streams: "common" | "independent"; readonly confidence: number },
): TwoIntervals["sampling"] {
  const columns = rows[0]?.length ?? 0;
  const isCommon = streams === "common";
  const variance = isCommon
    ? (Tally.of(columnMeans(rows)).variance ?? 0) / columns
    : within(rows) / (columns * rows.length);
  const degrees = isCommon ? columns - 1 : rows.length * (columns - 1);
  const half = studentQuantile(1 - (1 - confidence) / 2, degrees) * Math.sqrt(variance);
  return { low: mean - half, high: mean + half, method: isCommon ? "student-t of columns" : "student-t" };
}

/** The rows' means drawn together by the share of their variance that is noise, then ranked. */
function inputInterval(
  rowMeans: readonly number[],
  {
    mean,
    shrink,
    confidence,
  }: { readonly mean: number; readonly shrink: number; readonly confidence: number },
): TwoIntervals["inputs"] {
  const outside = (1 - confidence) / 2;
  const drawn = rowMeans.map((value) => mean + (value - mean) * shrink).sort((a, b) => a - b);
  const n = drawn.length;
  if (n >= ROWS_TO_RANK && (n + 1) * outside >= 1) {
    // Between the r-th smallest and the r-th largest lies one more draw with probability 1 − 2r / (n + 1).
    const rank = Math.floor((n + 1) * outside + 1e-9);
    const low = drawn[rank - 1] ?? mean;
    const high = drawn[n - rank] ?? mean;
    return { low, high, method: "order-statistics" };
  }
  const deviation = Math.sqrt(Tally.of(drawn).variance ?? 0);
  const half = studentQuantile(1 - outside, n - 1) * deviation * Math.sqrt(1 + 1 / n);
  return { low: mean - half, high: mean + half, method: "student-t prediction" };
}
