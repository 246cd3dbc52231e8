// One quantity over two parameters: a cell for each pair of values, darker to lighter on the cividis scale, which reads
// the same with any colour vision. The edge of the target is drawn between cells; cells without a value are hatched.
import { interpolateCividis, rgb, scaleLinear } from "d3";
import { quantity } from "../../reports/view/format.ts";
import type { Size, Svg } from "../parts/figure.tsx";

export interface HeatCell {
  /** Places on the axes. */
  readonly x: number;
  readonly y: number;
  /** Absent: there is no value. */
  readonly value?: number;
  readonly text: string;
  /** On which side of the target; absent where there is none, or it is undecided. */
  readonly isMet?: boolean;
  /** Of the sweep. */
  readonly point: number;
}
export interface HeatMap {
  readonly xName: string;
  readonly yName: string;
  readonly xs: readonly string[];
  readonly ys: readonly string[];
  readonly cells: readonly HeatCell[];
  readonly unit: string;
  readonly picked: number | undefined;
  readonly pick: (point: number) => void;
}

const [LEFT, TOP, BOTTOM, KEY] = [110, 8, 44, 34];

export const heatHeight = (rows: number): number => TOP + BOTTOM + KEY + Math.max(40, 34 * rows);

export function drawHeatMap(svg: Svg, { width, height }: Size, map: HeatMap): void {
  const { xs, ys, cells, unit, picked, pick } = map;
  const [right, bottom] = [width - 8, height - BOTTOM - KEY];
  const [w, h] = [(right - LEFT) / Math.max(1, xs.length), (bottom - TOP) / Math.max(1, ys.length)];
  const left = (x: number): number => LEFT + x * w;
  // The first value is at the bottom, as on any chart.
  const top = (y: number): number => bottom - (y + 1) * h;
  const values = cells.flatMap(({ value }) => (value === undefined ? [] : [value]));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const share = (value: number): number => (high > low ? (value - low) / (high - low) : 0.5);
  const colour = (value: number): string => interpolateCividis(share(value));
  hatching(svg);
  const group = (name: string) =>
    svg.selectAll<SVGGElement, string>(`g.${name}`).data([name]).join("g").attr("class", name);
  const cell = group("cells")
    .selectAll<SVGGElement, HeatCell>("g.cell")
    .data(cells, ({ point }) => point)
    .join((enter) => {
      const made = enter.append("g").attr("class", "cell");
      made.append("title");
      made.append("rect");
      made.append("text");
      return made;
    })
    .attr("data-point", ({ point }) => point)
    .on("click", (_, { point }) => pick(point));
  cell
    .select("rect")
    .attr("x", ({ x }) => left(x))
    .attr("y", ({ y }) => top(y))
    .attr("width", w)
    .attr("height", h)
    .attr("fill", ({ value }) => (value === undefined ? "url(#no-value)" : colour(value)));
  cell
    .select("text")
    .attr("class", "in-cell")
    .attr("x", ({ x }) => left(x) + w / 2)
    .attr("y", ({ y }) => top(y) + h / 2 + 4)
    .attr("text-anchor", "middle")
    .style("fill", ({ value }) => (value === undefined ? "var(--text)" : inkOn(colour(value))))
    .text(({ text, isMet }) => {
      const shown = `${isMet === undefined ? "" : isMet ? "✓ " : "✗ "}${text}`;
      return shown.length * 7 < w ? shown : isMet === undefined ? "" : isMet ? "✓" : "✗";
    });
  cell.select("title").text(({ x, y, text }) => `${map.xName} ${xs[x]}, ${map.yName} ${ys[y]}: ${text}`);
  group("contour")
    .selectAll("line")
    .data(edges(cells))
    .join("line")
    .attr("class", "contour")
    .attr("x1", ({ x1 }) => LEFT + x1 * w)
    .attr("x2", ({ x2 }) => LEFT + x2 * w)
    .attr("y1", ({ y1 }) => bottom - y1 * h)
    .attr("y2", ({ y2 }) => bottom - y2 * h);
  group("picked")
    .selectAll("rect")
    // A light line under a dark one, so that it is seen on every colour.
    .data(cells.filter(({ point }) => point === picked).flatMap((each) => [each, each]))
    .join("rect")
    .attr("class", (_, i) => `picked-cell ${i === 0 ? "under" : "over"}`)
    .attr("x", ({ x }) => left(x) + 3)
    .attr("y", ({ y }) => top(y) + 3)
    .attr("width", Math.max(0, w - 6))
    .attr("height", Math.max(0, h - 6));
  const every = Math.max(1, Math.ceil(64 / w));
  texts(group("across"), xs, { width: Math.max(w, 56) })
    .attr("text-anchor", "middle")
    .attr("x", (_, i) => left(i) + w / 2)
    .attr("y", bottom + 16)
    .attr("display", (_, i) => (i % every === 0 ? null : "none"));
  texts(group("beside"), ys, { width: LEFT - 12 })
    .attr("text-anchor", "end")
    .attr("x", LEFT - 6)
    .attr("y", (_, i) => top(i) + h / 2 + 4);
  texts(group("axis-names"), [`→ ${map.xName}`, `↑ ${map.yName}`], { width: width / 2 })
    .attr("x", (_, i) => (i === 0 ? right : 2))
    .attr("text-anchor", (_, i) => (i === 0 ? "end" : "start"))
    .attr("y", bottom + 34);
  key(svg, { low, high, unit, width, y: height - KEY + 12, isKnown: values.length > 0 });
}

type Group = import("d3-selection").Selection<SVGGElement, string, SVGSVGElement, unknown>;

/** Cut where they are too long for their place. */
const texts = (group: Group, all: readonly string[], { width }: { readonly width: number }) => {
  const most = Math.max(3, Math.floor(width / 6.5));
  return group
    .selectAll<SVGTextElement, string>("text")
    .data(all)
    .join("text")
    .attr("class", "f-quiet")
    .text((text) => (text.length > most ? `${text.slice(0, most - 1)}…` : text));
};

function hatching(svg: Svg): void {
  const pattern = svg
    .selectAll("defs")
    .data([0])
    .join("defs")
    .selectAll("pattern")
    .data([0])
    .join("pattern")
    .attr("id", "no-value")
    .attr("width", 8)
    .attr("height", 8)
    .attr("patternUnits", "userSpaceOnUse");
  pattern
    .selectAll("path")
    .data([0])
    .join("path")
    .attr("class", "hatch")
    .attr("d", "M0,8L8,0M-2,2L2,-2M6,10L10,6");
}

/** Black or white, whichever is read better. */
function inkOn(colour: string): string {
  const { r, g, b } = rgb(colour);
  return 0.299 * r + 0.587 * g + 0.114 * b > 120 ? "#000000" : "#ffffff";
}

interface Edge {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Between neighbours on different sides of the target. */
function edges(cells: readonly HeatCell[]): Edge[] {
  const at = new Map(cells.map((cell) => [`${cell.x} ${cell.y}`, cell]));
  return cells.flatMap(({ x, y, isMet }) => {
    if (isMet === undefined) return [];
    const differs = (other: HeatCell | undefined): boolean => other?.isMet === !isMet;
    return [
      ...(differs(at.get(`${x + 1} ${y}`)) ? [{ x1: x + 1, x2: x + 1, y1: y, y2: y + 1 }] : []),
      ...(differs(at.get(`${x} ${y + 1}`)) ? [{ x1: x, x2: x + 1, y1: y + 1, y2: y + 1 }] : []),
    ];
  });
}

interface Key {
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly width: number;
  readonly y: number;
  readonly isKnown: boolean;
}

function key(svg: Svg, { low, high, unit, width, y, isKnown }: Key): void {
  const steps = isKnown ? Array.from({ length: 24 }, (_, i) => i / 23) : [];
  const place = scaleLinear([0, 1], [LEFT, Math.min(width - 90, LEFT + 240)]);
  const group = svg.selectAll<SVGGElement, number>("g.key").data([0]).join("g").attr("class", "key");
  group
    .selectAll("rect")
    .data(steps)
    .join("rect")
    .attr("x", (step) => place(step))
    .attr("y", y)
    .attr("width", (place(1) - place(0)) / 23 + 1)
    .attr("height", 10)
    .attr("fill", (step) => interpolateCividis(step));
  group
    .selectAll("text")
    .data(isKnown ? [quantity(low, unit), quantity(high, unit)] : [])
    .join("text")
    .attr("class", "f-quiet")
    .attr("text-anchor", (_, i) => (i === 0 ? "end" : "start"))
    .attr("x", (_, i) => (i === 0 ? place(0) - 6 : place(1) + 18))
    .attr("y", y + 9)
    .text((text) => text);
}
