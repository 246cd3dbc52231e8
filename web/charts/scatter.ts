// Designs over two quantities: what nothing beats is filled and joined, what only chance may put behind is a diamond, the
// rest are rings. The base case is a square.
import { line, symbol, symbolCircle, symbolDiamond, symbolSquare } from "d3";
import { axisFor } from "../../reports/charts/axis.ts";
import type { Size, Svg } from "../parts/figure.tsx";

export interface ScatterPoint {
  readonly point: number;
  readonly x: number;
  readonly y: number;
  readonly told: string;
  readonly place: "front" | "near" | "behind";
}
export interface Scatter {
  readonly xName: string;
  readonly yName: string;
  readonly xUnit: string;
  readonly yUnit: string;
  readonly points: readonly ScatterPoint[];
  readonly picked: number | undefined;
  readonly pick: (point: number) => void;
}

const [LEFT, RIGHT, TOP, BOTTOM] = [84, 24, 26, 40];

export function drawScatter(svg: Svg, { width, height }: Size, scatter: Scatter): void {
  const { points, xName, yName, xUnit, yUnit, picked, pick } = scatter;
  const [right, bottom] = [width - RIGHT, height - BOTTOM];
  const options = { zero: "0", hasBeyond: false };
  const across = axisFor(
    points.map(({ x }) => x),
    { ...options, unit: xUnit, from: LEFT, to: right },
  );
  const up = axisFor(
    points.map(({ y }) => y),
    { ...options, unit: yUnit, from: bottom, to: TOP },
  );
  const group = (name: string) =>
    svg.selectAll<SVGGElement, string>(`g.${name}`).data([name]).join("g").attr("class", name);
  const grid = group("grid");
  const every = Math.max(1, Math.ceil((across.ticks.length * 62) / Math.max(1, right - LEFT)));
  const ticks = [
    ...across.ticks.filter((_, i) => i % every === 0).map(({ at, text }) => ({ at, text, isAcross: true })),
    ...up.ticks.map(({ at, text }) => ({ at, text, isAcross: false })),
  ];
  grid
    .selectAll("line")
    .data(ticks)
    .join("line")
    .attr("class", "s-grid")
    .attr("x1", ({ at, isAcross }) => (isAcross ? at : LEFT))
    .attr("x2", ({ at, isAcross }) => (isAcross ? at : right))
    .attr("y1", ({ at, isAcross }) => (isAcross ? TOP : at))
    .attr("y2", ({ at, isAcross }) => (isAcross ? bottom : at));
  grid
    .selectAll("text")
    .data([
      ...ticks,
      { at: right, text: xName, isAcross: true, isName: true },
      { at: TOP - 16, text: yName, isAcross: false, isName: true },
    ] as readonly { at: number; text: string; isAcross: boolean; isName?: boolean }[])
    .join("text")
    .attr("class", "f-quiet")
    .attr("text-anchor", ({ isAcross, isName }) =>
      isName ? (isAcross ? "end" : "start") : isAcross ? "middle" : "end",
    )
    .attr("x", ({ at, isAcross, isName }) => (isAcross ? at : isName ? 4 : LEFT - 6))
    .attr("y", ({ at, isAcross, isName }) => (isAcross ? bottom + (isName ? 33 : 16) : at + 4))
    .text(({ text }) => text);
  const best = points.filter(({ place }) => place === "front").sort((a, b) => a.x - b.x);
  const shape = line<ScatterPoint>()
    .x(({ x }) => across.at(x))
    .y(({ y }) => up.at(y))
    .digits(1);
  group("front").selectAll("path").data([best]).join("path").attr("class", "front-line").attr("d", shape);
  const marks = group("marks")
    .selectAll<SVGPathElement, ScatterPoint>("path")
    .data(
      [...points].sort((a, b) => rank(a) - rank(b)),
      ({ point }) => point,
    )
    .join((enter) => {
      const made = enter.append("path");
      made.append("title");
      return made;
    })
    .order()
    .attr("class", ({ place, point }) => `mark ${place}${point === picked ? " picked-mark" : ""}`)
    .attr("data-point", ({ point }) => point)
    .attr("transform", ({ x, y }) => `translate(${across.at(x)},${up.at(y)})`)
    .attr("d", ({ place, point }) =>
      symbol(point === 0 ? symbolSquare : place === "near" ? symbolDiamond : symbolCircle, 80)(),
    )
    .on("click", (_, { point }) => pick(point));
  marks.select("title").text(({ told }) => told);
}

const rank = ({ place }: ScatterPoint): number => ["behind", "near", "front"].indexOf(place);
