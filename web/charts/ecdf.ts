// The share of runs that are not above a value, as steps, for one sample or for several over each other; quantiles with
// their intervals, targets, and the stretch that is chosen. Runs beyond the horizon keep a curve below the top.
import { brushX, curveStepAfter, line, pointer, scaleLinear, select } from "d3";
import { type Axis, axisFor } from "../../reports/charts/axis.ts";
import { VERDICT_TONES } from "../../reports/charts/colour.ts";
import type { Target } from "../../reports/view/charts.ts";
import { SHAPES } from "../../reports/view/document.ts";
import { quantity, share } from "../../reports/view/format.ts";
import type { Quantile } from "../../sim/index.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { drawAxes } from "./axes.ts";
import type { Look } from "./looks.ts";

export interface EcdfSeries {
  readonly name: string;
  readonly look: Look;
  /** Ascending. */
  readonly values: readonly number[];
  /** Runs beyond the horizon. */
  readonly beyond: number;
}

export interface EcdfData {
  readonly unit: string;
  readonly scale?: "linear" | "powers";
  readonly series: readonly EcdfSeries[];
  readonly quantiles: readonly Quantile[];
  readonly targets: readonly Target[];
  /** Both ends within; Infinity is beyond the horizon. */
  readonly chosen?: readonly [number, number];
  readonly onQuantile?: (p: number) => void;
  /** Undefined: nothing is chosen. */
  readonly onBrush?: (range: readonly [number, number] | undefined) => void;
}

const [LEFT, RIGHT, TOP, BELOW] = [56, 24, 24, 26];

export function drawEcdf(svg: Svg, { width, height }: Size, data: EcdfData): void {
  const { unit, series, quantiles, targets, scale } = data;
  const [from, to, bottom] = [LEFT, width - RIGHT, height - BELOW];
  const hasBeyond = series.some(({ beyond }) => beyond > 0);
  const shown = [
    ...series.flatMap(({ values }) => values),
    ...targets.map(({ threshold }) => threshold),
    ...quantiles.flatMap(({ low, high, value }) => [low ?? value, value, high ?? value]),
  ];
  const axis = axisFor(shown, { unit, from, to, zero: "none", hasBeyond, ...(scale && { scale }) });
  const up = scaleLinear([0, 1], [bottom, TOP]);
  const levels = [0, 0.25, 0.5, 0.75, 1].map((level) => ({ at: up(level), text: share(level) }));
  drawAxes(svg, { below: axis.ticks, beside: levels, box: { left: from, right: to, top: TOP, bottom } });
  drawBrush(svg, data, axis, { left: from, right: to, top: TOP, bottom });
  svg
    .selectAll<SVGPathElement, EcdfSeries>("path.steps")
    .data(series)
    .join("path")
    .attr("class", ({ look }) => `steps s-${look.tone}`)
    .attr("fill", "none")
    .attr("pointer-events", "none")
    .attr("stroke-width", 2)
    .attr("stroke-dasharray", ({ look }) => look.dash)
    .attr("d", (each) => steps(each, axis, up));
  drawTargets(svg, targets, axis, { bottom, unit, width });
  drawQuantiles(svg, data, axis, up);
}

function steps({ values, beyond }: EcdfSeries, axis: Axis, up: (level: number) => number): string {
  const n = values.length + beyond;
  const points: [number, number][] = [[axis.at(values[0] ?? 0), up(0)]];
  values.forEach((value, i) => {
    if (value !== values[i + 1]) points.push([axis.at(value), up((i + 1) / n)]);
  });
  if (beyond > 0) points.push([axis.beyond, up(values.length / n)]);
  return line().curve(curveStepAfter).digits(2)(points) ?? "";
}

function drawTargets(
  svg: Svg,
  targets: readonly Target[],
  axis: Axis,
  { bottom, unit, width }: { readonly bottom: number; readonly unit: string; readonly width: number },
): void {
  const groups = svg
    .selectAll<SVGGElement, Target>("g.target")
    .data(targets)
    .join((entered) => {
      const group = entered.append("g").attr("class", "target");
      group.append("line");
      group.append("text");
      return group;
    })
    .attr("pointer-events", "none");
  groups
    .select("line")
    .attr("class", ({ verdict }) => `s-${VERDICT_TONES[verdict]}`)
    .attr("stroke-width", 2)
    .attr("stroke-dasharray", "4 2")
    .attr("x1", ({ threshold }) => axis.at(threshold))
    .attr("x2", ({ threshold }) => axis.at(threshold))
    .attr("y1", TOP)
    .attr("y2", bottom);
  groups
    .select("text")
    .attr("x", ({ threshold }) => axis.at(threshold))
    .attr("y", TOP - 8)
    .attr("text-anchor", ({ threshold }) => anchorAt(axis.at(threshold), width))
    .text(
      ({ statistic, comparison, threshold, verdict }) =>
        `${SHAPES[verdict]} ${statistic} ${comparison === "<=" ? "≤" : "≥"} ${quantity(threshold, unit)}`,
    );
}

/** A text near an edge stays within the chart. */
function anchorAt(x: number, width: number): string {
  if (x < ROOM) return "start";
  return x > width - ROOM ? "end" : "middle";
}
/** Half the width of a target's text. */
const ROOM = 70;

function drawQuantiles(svg: Svg, data: EcdfData, axis: Axis, up: (level: number) => number): void {
  const { quantiles, series, onQuantile } = data;
  const tone = series[0]?.look.tone ?? "blue";
  const groups = svg
    .selectAll<SVGGElement, Quantile>("g.quantile")
    .data(quantiles)
    .join((entered) => {
      const group = entered.append("g").attr("class", "quantile");
      group.append("rect");
      group.append("path");
      group.append("text");
      return group;
    })
    .attr("cursor", onQuantile ? "pointer" : null)
    .attr("transform", ({ p, value }) => `translate(${axis.at(value).toFixed(2)},${up(p).toFixed(2)})`)
    .on("click", (_, { p }) => onQuantile?.(p));
  groups
    .select("rect")
    .attr("class", `f-${tone}`)
    .attr("opacity", 0.3)
    .attr("x", ({ low, value }) => axis.at(low ?? value) - axis.at(value))
    .attr("width", ({ low, high, value }) => Math.max(0, axis.at(high ?? value) - axis.at(low ?? value)))
    .attr("y", -5)
    .attr("height", 10);
  groups.select("path").attr("class", `f-${tone}`).attr("d", "M0,-6L6,0L0,6L-6,0Z");
  groups
    .select("text")
    .attr("x", ({ p }) => (p === 0.95 ? 10 : -10))
    .attr("y", ({ p }) => (p === 0.95 ? 15 : -7))
    .attr("text-anchor", ({ p }) => (p === 0.95 ? "start" : "end"))
    .text(({ p }) => `p${100 * p}`);
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The chosen stretch snaps to runs: what is in the address are their values. */
function drawBrush(svg: Svg, { series, chosen, onBrush }: EcdfData, axis: Axis, box: Box): void {
  const layers = svg
    .selectAll<SVGGElement, number>("g.brush")
    .data(onBrush ? [0] : [])
    .join("g");
  layers.attr("class", "brush");
  if (!onBrush) return;
  const all = series.flatMap(({ values }) => values);
  const places = all.map((value) => ({ value, x: axis.at(value) }));
  if (series.some(({ beyond }) => beyond > 0))
    places.push({ value: Number.POSITIVE_INFINITY, x: axis.beyond });
  const brush = brushX<number>()
    .extent([
      [box.left, box.top],
      [box.right, box.bottom],
    ])
    .on("end", (event) => {
      if (!event.sourceEvent) return;
      const range = event.selection as [number, number] | null;
      const [low, high] = range ?? around(pointer(event.sourceEvent, svg.node())[0]);
      const within = places.filter(({ x }) => x >= low && x <= high).map(({ value }) => value);
      onBrush(within.length === 0 || !range ? undefined : [Math.min(...within), Math.max(...within)]);
    });
  const place = (value: number): number => (Number.isFinite(value) ? axis.at(value) : axis.beyond);
  layers.each(function () {
    const layer = select<SVGGElement, number>(this);
    brush(layer);
    brush.move(layer, chosen ? [place(chosen[0]) - 3, place(chosen[1]) + 3] : null);
    layer.select(".selection").attr("class", "selection f-orange").attr("fill", null).attr("opacity", 0.35);
  });
}

const around = (x: number): [number, number] => [x, x];
