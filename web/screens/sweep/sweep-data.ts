// What of a sweep is drawn: a grid over two of its axes, the points over two of its measures.
import { valueText } from "../../../reports/view/sweep-rows.ts";
import { settingsText } from "../../../reports/view/sweep-story.ts";
import { targetIn } from "../../../reports/view/targets.ts";
import type { Measure, SweepPoint, SweepResult } from "../../../sim/index.ts";
import type { HeatCell } from "../../charts/heat-map.ts";
import type { ScatterPoint } from "../../charts/scatter.ts";

export interface SweepAxis {
  /** Paths that move together are one axis, named by the first. */
  readonly path: string;
  readonly name: string;
  /** In the order of the sweep. */
  readonly values: readonly string[];
}

export const axesOf = ({ axes, points }: SweepResult): SweepAxis[] =>
  axes.map(({ paths }) => {
    const [path = ""] = paths;
    return {
      path,
      name: paths.join(" & "),
      values: [...new Set(points.map(({ settings }) => settings[path] ?? ""))],
    };
  });

export interface Grid {
  readonly x: SweepAxis;
  /** Absent where there is one axis. */
  readonly y?: SweepAxis;
  /** Of the other axes. */
  readonly fixed: Readonly<Record<string, string>>;
}

export function cellsOf(result: SweepResult, { x, y, fixed }: Grid, measure: Measure): HeatCell[] {
  return result.points.flatMap((point) => {
    const { settings, values } = point;
    if (Object.entries(fixed).some(([path, value]) => settings[path] !== value)) return [];
    const found = values[measure.name] ?? {};
    const isMet = keepsTarget(point, measure);
    return [
      {
        x: x.values.indexOf(settings[x.path] ?? ""),
        y: y ? y.values.indexOf(settings[y.path] ?? "") : 0,
        ...(found.value !== undefined && { value: found.value }),
        text: valueText(found, measure),
        ...(isMet !== undefined && { isMet }),
        point: point.point,
      },
    ];
  });
}

/** By the objective that is about this measure; undefined where there is none, or it is undecided. */
export function keepsTarget({ objectives }: SweepPoint, measure: Measure): boolean | undefined {
  const verdict = objectives.find(({ expression }) => isAbout(expression, measure))?.verdict;
  return verdict === "met" ? true : verdict === "missed" ? false : undefined;
}

export const targetOf = ({ points, base }: SweepResult, measure: Measure): string | undefined =>
  [...(base ? [base] : []), ...points]
    .flatMap(({ objectives }) => objectives)
    .find(({ expression }) => isAbout(expression, measure))?.expression;

function isAbout(expression: string, { metric, statistic, disruption }: Measure): boolean {
  const target = targetIn(expression);
  const where = /\sfor\s+(\S+)\s*$/.exec(expression)?.[1];
  return target?.metric === metric && target.statistic === statistic && where === disruption;
}

export function scatterOf(result: SweepResult, x: Measure, y: Measure): ScatterPoint[] {
  const { base, points, pareto } = result;
  return [...(base ? [base] : []), ...points].flatMap((point) => {
    const [a, b] = [point.values[x.name]?.value, point.values[y.name]?.value];
    if (a === undefined || b === undefined) return [];
    const place = pareto.points.includes(point.point)
      ? "front"
      : pareto.near.includes(point.point)
        ? "near"
        : "behind";
    return [{ point: point.point, x: a, y: b, place, told: `${nameOf(point)}: ${settingsText(point)}` }];
  });
}

export const nameOf = ({ point }: SweepPoint): string => (point === 0 ? "base" : `point ${point}`);

/** As overrides. */
export const setsOf = ({ settings }: SweepPoint): string =>
  Object.entries(settings)
    .map(([path, value]) => `${path}=${value}`)
    .join("\n");
