// Two distributions over one another: the share of runs that are not above a value, as steps. Runs that were not over at
// the horizon keep a curve below the top.
import { curveStepAfter, line, scaleLinear } from "d3";
import { type Axis, axisFor } from "../../reports/charts/axis.ts";
import { quantity, share } from "../../reports/view/format.ts";
import type { Size, Svg } from "../parts/figure.tsx";

export interface OverlayCurve {
  readonly name: string;
  /** Ascending. */
  readonly values: readonly number[];
  /** Not over at the horizon. */
  readonly beyond: number;
  /** A class of the style sheet: which side it is. */
  readonly side: "before" | "after";
}
export interface OverlayTarget {
  readonly threshold: number;
  readonly told: string;
}
export interface Overlay {
  readonly unit: string;
  readonly curves: readonly OverlayCurve[];
  readonly targets: readonly OverlayTarget[];
}

const [LEFT, RIGHT, TOP, BOTTOM] = [46, 24, 24, 26];

export function drawOverlay(svg: Svg, { width, height }: Size, { unit, curves, targets }: Overlay): void {
  const shown = [...curves.flatMap(({ values }) => values), ...targets.map(({ threshold }) => threshold)];
  const [right, bottom] = [width - RIGHT, height - BOTTOM];
  const hasBeyond = curves.some(({ beyond }) => beyond > 0);
  const across = axisFor(shown, { unit, from: LEFT, to: right, zero: "none", hasBeyond });
  const up = scaleLinear([0, 1], [bottom, TOP]);
  const groups = ["grid", "curves", "targets", "names"];
  const [grid, steps, marks, names] = groups.map((name) =>
    svg.selectAll<SVGGElement, string>(`g.${name}`).data([name]).join("g").attr("class", name),
  );
  const room = Math.max(1, Math.ceil((across.ticks.length * 62) / (right - LEFT)));
  const ticks = across.ticks.filter((_, i) => i % room === 0);
  grid
    ?.selectAll("line.across")
    .data(ticks)
    .join("line")
    .attr("class", "across s-grid")
    .attr("x1", ({ at }) => at)
    .attr("x2", ({ at }) => at)
    .attr("y1", TOP)
    .attr("y2", bottom);
  grid
    ?.selectAll("text.across")
    .data(ticks)
    .join("text")
    .attr("class", "across f-quiet")
    .attr("text-anchor", "middle")
    .attr("x", ({ at }) => at)
    .attr("y", bottom + 17)
    .text(({ text }) => text);
  grid
    ?.selectAll("line.up")
    .data([0, 0.25, 0.5, 0.75, 1])
    .join("line")
    .attr("class", "up s-grid")
    .attr("x1", LEFT)
    .attr("x2", right)
    .attr("y1", (level) => up(level))
    .attr("y2", (level) => up(level));
  grid
    ?.selectAll("text.up")
    .data([0, 0.25, 0.5, 0.75, 1])
    .join("text")
    .attr("class", "up f-quiet")
    .attr("text-anchor", "end")
    .attr("x", LEFT - 6)
    .attr("y", (level) => up(level) + 4)
    .text((level) => share(level));
  steps
    ?.selectAll("path")
    .data(curves)
    .join("path")
    .attr("class", ({ side }) => `curve ${side}`)
    .attr("d", (curve) => pathOf(curve, across, up));
  marks
    ?.selectAll("line")
    .data(targets)
    .join("line")
    .attr("class", "target s-text")
    .attr("x1", ({ threshold }) => across.at(threshold))
    .attr("x2", ({ threshold }) => across.at(threshold))
    .attr("y1", TOP - 6)
    .attr("y2", bottom);
  marks
    ?.selectAll("text")
    .data(targets)
    .join("text")
    .attr("text-anchor", ({ threshold }) => (across.at(threshold) > width / 2 ? "end" : "start"))
    .attr("x", ({ threshold }) => across.at(threshold))
    .attr("dx", ({ threshold }) => (across.at(threshold) > width / 2 ? -4 : 4))
    .attr("y", TOP + 12)
    .text(({ told }) => told);
  names
    ?.selectAll("text")
    .data(curves)
    .join("text")
    .attr("class", ({ side }) => `name ${side}`)
    .attr("x", (_, i) => LEFT + 90 * i)
    .attr("y", TOP - 9)
    .text(({ name, side }) => `${side === "before" ? "╌╌" : "──"} ${name}`);
}

function pathOf({ values, beyond }: OverlayCurve, across: Axis, up: (share: number) => number): string {
  const n = values.length + beyond;
  if (n === 0) return "";
  if (values.length === 0) return `M${across.ticks[0]?.at ?? 0},${up(0)}H${across.beyond}`;
  const points: [number, number][] = [[across.at(values[0] ?? 0), up(0)]];
  values.forEach((value, i) => {
    if (value !== values[i + 1]) points.push([across.at(value), up((i + 1) / n)]);
  });
  if (beyond > 0) points.push([across.beyond, up(values.length / n)]);
  const shape = line<[number, number]>()
    .x(([x]) => x)
    .y(([, y]) => y)
    .curve(curveStepAfter)
    .digits(1);
  return shape(points) ?? "";
}

export const NOT_OVER = "not over at the horizon";

/** The table of it: quantiles of each side. */
export function overlayRows({ unit, curves }: Overlay): string[][] {
  const at = ({ values, beyond }: OverlayCurve, p: number): string => {
    const n = values.length + beyond;
    const value = values[Math.ceil(n * p - 1e-9) - 1];
    if (n === 0) return "-";
    return value === undefined ? NOT_OVER : quantity(value, unit);
  };
  return [0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map((p) => [share(p), ...curves.map((curve) => at(curve, p))]);
}
