// A sweep as a table for people: short names for its axes, a value and its difference for each measure, marks.
import type { Difference, Measure, MeasuredValue, SweepPoint, SweepResult } from "../../sim/index.ts";
import { interval, quantity } from "./format.ts";

export interface SweepTable {
  /** Lines of each head. */
  readonly heads: readonly (readonly string[])[];
  readonly rows: readonly SweepRow[];
  /** Columns before the first measure; each measure has two. */
  readonly fixed: number;
}

export interface SweepRow {
  readonly point: SweepPoint;
  readonly cells: readonly string[];
}

/** `*` = in the Pareto set, `~` = beaten by its values, but by none for sure, `>` = the choice. */
export function sweepTable(result: SweepResult, points: readonly SweepPoint[]): SweepTable {
  const paths = result.axes.flatMap(({ paths: own }) => own);
  const names = shortNames(paths);
  const measures = variedMeasures(result);
  const heads = [
    ["point"],
    ...names.map((name) => name.split("\n")),
    ["verdict"],
    ...measures.flatMap(({ name }) => [headOf(name), ["against", "the base"]]),
  ];
  const rows = points.map((point) => ({
    point,
    cells: [
      `${point.point === 0 ? "base" : point.point}${markOf(result, point)}`,
      ...paths.map((path) => point.settings[path] ?? (point.point === 0 ? "as it is" : "")),
      point.verdict === "not-evaluated" ? "-" : point.verdict,
      ...measures.flatMap((measure) => [
        valueText(point.values[measure.name] ?? {}, measure),
        point.point === 0 ? "" : differenceText(point.differences[measure.name], measure),
      ]),
    ],
  }));
  return { heads, rows, fixed: paths.length + 2 };
}

/** Those that some point has a value for, the ones that are weighed first. */
export function shownMeasures({ measures, points, base }: SweepResult): Measure[] {
  const all = [...(base ? [base] : []), ...points];
  return measures.filter(({ name }) =>
    all.some(({ values }) => values[name]?.value !== undefined || values[name]?.isBeyond),
  );
}

/** One value for all points says little in a column: those are said in a sentence. */
const isSame = ({ points, base }: SweepResult, { name }: Measure): boolean => {
  const [first, ...others] = [...(base ? [base] : []), ...points].map(({ values }) => values[name] ?? {});
  const isOne = others.every(({ value, isBeyond }) => value === first?.value && isBeyond === first?.isBeyond);
  return others.length > 0 && isOne;
};

function variedMeasures(result: SweepResult): Measure[] {
  const shown = shownMeasures(result);
  const varied = shown.filter((measure) => !isSame(result, measure));
  return varied.length > 0 ? varied : shown.slice(0, 1);
}

/** "rtoAchieved max for interconnect-cut 0 s". */
export function sameEverywhere(result: SweepResult): string[] {
  const shown = new Set(variedMeasures(result).map(({ name }) => name));
  return shownMeasures(result)
    .filter(({ name }) => !shown.has(name))
    .map((measure) => `${measure.name} ${valueText(result.points[0]?.values[measure.name] ?? {}, measure)}`);
}

/** What was asked for and has no value anywhere, with the reason where it is known. */
export function withoutValue(result: SweepResult): string[] {
  const shown = new Set(shownMeasures(result).map(({ name }) => name));
  return result.measures
    .filter(({ name }) => !shown.has(name))
    .map(({ name, statistic }) => {
      const needed = { p50: 2, p95: 20, p99: 100 }[statistic as string];
      if (needed !== undefined && result.question === "drill" && result.replications < needed)
        return `${name} (a ${statistic} needs ${needed} replications: -n ${needed})`;
      return `${name} (${result.resolution === "fluid" ? "curves do not measure it here" : "not measured here"})`;
    });
}

function markOf({ pareto, choice }: SweepResult, { point }: SweepPoint): string {
  const mark = pareto.points.includes(point) ? " *" : pareto.near.includes(point) ? " ~" : "";
  return choice?.point === point ? `${mark === "" ? " " : mark}>` : mark;
}

export function valueText({ value, isBeyond }: MeasuredValue, { unit }: Measure): string {
  if (value === undefined) return isBeyond ? "beyond the horizon" : "-";
  return quantity(value, unit);
}

/** +1.23 s [1.1, 1.36] s; "same" where no pair differs. */
export function differenceText(difference: Difference | undefined, { unit }: Measure): string {
  if (!difference) return "";
  const { mean, low, high, n, censored = 0 } = difference;
  const pairs = censored > 0 ? ` in ${n} of ${n + censored}` : "";
  if (low === 0 && high === 0) return `same${pairs}`;
  const sign = mean > 0 ? "+" : "";
  const ends = low === undefined ? " ±?" : ` ${interval(low, high, unit === "s/year" ? "s" : unit)}`;
  return `${sign}${quantity(mean, unit)}${ends}${pairs}`;
}

/** The last parts of each path that tell it from the others, on lines of their own. */
export function shortNames(paths: readonly string[]): string[] {
  return paths.map((path) => {
    const parts = path.split(".");
    for (let many = 1; many < parts.length; many++) {
      const short = parts.slice(-many).join(".");
      const isTaken = paths.some(
        (other) => other !== path && other.split(".").slice(-many).join(".") === short,
      );
      if (!isTaken) return parts.slice(-many).join(".\n");
    }
    return parts.join(".\n");
  });
}

const headOf = (name: string): string[] => {
  const [metric = "", statistic = "", ...where] = name.split(" ");
  return where.length === 0 ? [metric, statistic] : [metric, statistic, where.join(" ")];
};
