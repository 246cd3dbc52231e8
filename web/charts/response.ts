// How a measure answers to one parameter: every value that was tried with its interval, the target across, and the span
// in which the threshold lies.
import { line, symbol, symbolCircle, symbolDiamond, symbolTimes } from "d3";
import { axisFor } from "../../reports/charts/axis.ts";
import type { Size, Svg } from "../parts/figure.tsx";

export interface ResponsePoint {
  readonly x: number;
  readonly y: number;
  readonly low?: number;
  readonly high?: number;
  readonly verdict: string;
  readonly told: string;
}
export interface Response {
  readonly xName: string;
  readonly unit: string;
  /** What x is counted in, and how it is written. */
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly points: readonly ResponsePoint[];
  readonly target?: { readonly threshold: number; readonly told: string };
  /** In which it surely lies. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

const [LEFT, RIGHT, TOP, BOTTOM] = [76, 24, 16, 40];
/** Wider ranges are on a scale of powers. */
const POWERS_FROM = 30;

export function drawResponse(svg: Svg, { width, height }: Size, response: Response): void {
  const { points, target, spans, ticks, unit, xName } = response;
  const [right, bottom] = [width - RIGHT, height - BOTTOM];
  const xs = points.map(({ x }) => x);
  const [low, high] = [Math.min(...xs), Math.max(...xs)];
  const isLogarithmic = low > 0 && high / low > POWERS_FROM;
  const share = (x: number): number =>
    high === low ? 0.5 : isLogarithmic ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low);
  const across = (x: number): number =>
    LEFT + 12 + share(Math.min(high, Math.max(low, x))) * (right - LEFT - 24);
  const up = axisFor(
    [...points.flatMap(({ y, low: a = y, high: b = y }) => [a, y, b]), ...(target ? [target.threshold] : [])],
    { unit, from: bottom, to: TOP, zero: "0", hasBeyond: false },
  );
  const group = (name: string) =>
    svg.selectAll<SVGGElement, string>(`g.${name}`).data([name]).join("g").attr("class", name);
  group("spans")
    .selectAll("rect")
    .data(spans)
    .join("rect")
    .attr("class", "threshold-span")
    .attr("x", ({ from, to }) => across(Math.min(from, to)))
    .attr("width", ({ from, to }) => Math.max(1, Math.abs(across(to) - across(from))))
    .attr("y", TOP)
    .attr("height", bottom - TOP);
  const grid = group("grid");
  grid
    .selectAll("line")
    .data(up.ticks)
    .join("line")
    .attr("class", "s-grid")
    .attr("x1", LEFT)
    .attr("x2", right)
    .attr("y1", ({ at }) => at)
    .attr("y2", ({ at }) => at);
  grid
    .selectAll("text.up")
    .data(up.ticks)
    .join("text")
    .attr("class", "up f-quiet")
    .attr("text-anchor", "end")
    .attr("x", LEFT - 6)
    .attr("y", ({ at }) => at + 4)
    .text(({ text }) => text);
  // Values that were tried lie close together near the threshold: only some are named.
  const placed: { readonly at: number; readonly text: string }[] = [];
  for (const { x, text } of ticks) {
    const at = across(x);
    if (at - (placed.at(-1)?.at ?? Number.NEGATIVE_INFINITY) >= 62) placed.push({ at, text });
  }
  grid
    .selectAll("text.across")
    .data([...placed.map((tick) => ({ ...tick, isName: false })), { at: right, text: xName, isName: true }])
    .join("text")
    .attr("class", "across f-quiet")
    .attr("text-anchor", ({ isName }) => (isName ? "end" : "middle"))
    .attr("x", ({ at }) => at)
    .attr("y", ({ isName }) => bottom + (isName ? 33 : 17))
    .text(({ text }) => text);
  group("target")
    .selectAll("line")
    .data(target ? [target] : [])
    .join("line")
    .attr("class", "target-line")
    .attr("x1", LEFT)
    .attr("x2", right)
    .attr("y1", ({ threshold }) => up.at(threshold))
    .attr("y2", ({ threshold }) => up.at(threshold));
  group("told")
    .selectAll("text")
    .data(target ? [target] : [])
    .join("text")
    .attr("x", LEFT + 4)
    .attr("y", ({ threshold }) => up.at(threshold) - 5)
    .text(({ told }) => told);
  const shape = line<ResponsePoint>()
    .x(({ x }) => across(x))
    .y(({ y }) => up.at(y))
    .digits(1);
  group("curve")
    .selectAll("path")
    .data([points])
    .join("path")
    .attr("class", "response-line")
    .attr("d", shape);
  group("intervals")
    .selectAll("line")
    .data(points.filter(({ low: a, high: b }) => a !== undefined && b !== undefined))
    .join("line")
    .attr("class", "interval")
    .attr("x1", ({ x }) => across(x))
    .attr("x2", ({ x }) => across(x))
    .attr("y1", ({ low: a = 0 }) => up.at(a))
    .attr("y2", ({ high: b = 0 }) => up.at(b));
  group("points")
    .selectAll<SVGPathElement, ResponsePoint>("path")
    .data(points, ({ x }) => x)
    .join((enter) => {
      const made = enter.append("path");
      made.append("title");
      return made;
    })
    .attr("class", ({ verdict }) => `tried ${verdict}`)
    .attr("transform", ({ x, y }) => `translate(${across(x)},${up.at(y)})`)
    .attr("d", ({ verdict }) =>
      symbol(verdict === "met" ? symbolCircle : verdict === "missed" ? symbolTimes : symbolDiamond, 70)(),
    )
    .select("title")
    .text(({ told }) => told);
}
