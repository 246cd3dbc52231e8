// What was served of the demand, of one run of each result, aligned on the fault; one line shows the same instant in all.
import { curveStepAfter, line, pointer, scaleLinear } from "d3";
import { duration, share } from "../../reports/view/format.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { drawAxes } from "./axes.ts";
import type { Look } from "./looks.ts";

export interface ServedSeries {
  readonly name: string;
  readonly look: Look;
  /** Seconds since the fault, share; each holds until the next. */
  readonly steps: readonly (readonly [number, number])[];
  /** Seconds since the fault. */
  readonly end: number;
}

export interface ServedData {
  readonly series: readonly ServedSeries[];
  /** Seconds since the fault. */
  readonly from: number;
  readonly to: number;
  readonly at?: number;
  readonly onAt: (seconds: number) => void;
}

const [LEFT, RIGHT, TOP, BELOW] = [56, 16, 14, 26];

export function drawServed(svg: Svg, { width, height }: Size, data: ServedData): void {
  const { series, from, to, at, onAt } = data;
  const bottom = height - BELOW;
  const across = scaleLinear([from, to], [LEFT, width - RIGHT]);
  const up = scaleLinear([0, 1], [bottom, TOP]);
  drawAxes(svg, {
    below: across.ticks(8).map((value) => ({ at: across(value), text: duration(value) })),
    beside: [0, 0.25, 0.5, 0.75, 1].map((level) => ({ at: up(level), text: share(level) })),
    box: { left: LEFT, right: width - RIGHT, top: TOP, bottom },
  });
  svg
    .selectAll<SVGRectElement, number>("rect.hit")
    .data([0])
    .join("rect")
    .attr("class", "hit")
    .attr("fill", "transparent")
    .attr("x", LEFT)
    .attr("y", TOP)
    .attr("width", width - LEFT - RIGHT)
    .attr("height", bottom - TOP)
    .on("pointermove click", (event) => onAt(across.invert(pointer(event, svg.node())[0])));
  svg
    .selectAll<SVGLineElement, number>("line.fault")
    .data([across(0)])
    .join("line")
    .attr("class", "fault s-text")
    .attr("stroke-width", 1.5)
    .attr("x1", (x) => x)
    .attr("x2", (x) => x)
    .attr("y1", TOP)
    .attr("y2", bottom);
  svg
    .selectAll<SVGPathElement, ServedSeries>("path.served")
    .data(series)
    .join("path")
    .attr("class", ({ look }) => `served s-${look.tone}`)
    .attr("fill", "none")
    .attr("pointer-events", "none")
    .attr("stroke-width", 2)
    .attr("stroke-dasharray", ({ look }) => look.dash)
    .attr("d", (each) => pathOf(each, across, up, [from, to]));
  svg
    .selectAll<SVGLineElement, number>("line.at")
    .data(at === undefined ? [] : [across(at)])
    .join("line")
    .attr("class", "at s-vermillion")
    .attr("pointer-events", "none")
    .attr("x1", (x) => x)
    .attr("x2", (x) => x)
    .attr("y1", TOP)
    .attr("y2", bottom);
}

function pathOf(
  { steps, end }: ServedSeries,
  across: (seconds: number) => number,
  up: (level: number) => number,
  [from, to]: readonly [number, number],
): string {
  const last = Math.min(end, to);
  const inside = steps.filter(([at]) => at > from && at < last);
  const begin = servedAt(steps, from);
  const points: (readonly [number, number])[] = [[from, begin], ...inside];
  points.push([last, points.at(-1)?.[1] ?? begin]);
  return (
    line<readonly [number, number]>()
      .x(([at]) => across(at))
      .y(([, level]) => up(level))
      .curve(curveStepAfter)
      .digits(2)(points) ?? ""
  );
}

/** All demand is served before the first step. */
export const servedAt = (steps: ServedSeries["steps"], seconds: number): number =>
  steps.findLast(([at]) => at <= seconds)?.[1] ?? 1;
