// Lanes of time, one under the other: what each thing was as bars, what happened to it as marks. A mark can be reached,
// chosen and recognised by its shape.
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, symbolX } from "d3-shape";
import type { Size, Svg } from "../parts/figure.tsx";
import { isolated, shortened } from "./shortened.ts";
import { drawCrosshair, drawTimeAxis, type Frame, frameOf, part, type TimeView } from "./time-frame.ts";

export type Shape = "fault" | "end" | "decision" | "writer" | "move" | "stream" | "person";
/** How a bar looks; the word stands in its title and in the table besides. */
export type Look = "writes" | "runs" | "frozen" | "down" | "starting" | "broken" | "split" | "share";

export interface LaneBar {
  readonly from: number;
  readonly to: number;
  readonly look: Look;
  readonly text: string;
  /** Of the lane's height; 1 if absent. */
  readonly height?: number;
}
export interface LaneMark {
  readonly id: number;
  readonly at: number;
  readonly shape: Shape;
  readonly text: string;
}
export interface Lane {
  /** Unique among the lanes. */
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly bars: readonly LaneBar[];
  readonly marks: readonly LaneMark[];
}

export interface LanesView extends TimeView {
  readonly lanes: readonly Lane[];
  readonly chosen: number | undefined;
  /** Events that led to the chosen one. */
  readonly chain: ReadonlySet<number>;
  readonly selected: string;
}
export interface LanesActions {
  readonly scrub: (at: number) => void;
  readonly choose: (mark: LaneMark) => void;
  readonly select: (lane: Lane) => void;
}

export const LANE = 22;
export const lanesHeight = (lanes: number): number => lanes * LANE + 34;

const SHAPES = {
  fault: symbolX,
  end: symbolCircle,
  decision: symbolDiamond,
  writer: symbolTriangle,
  move: symbolCircle,
  stream: symbolSquare,
  person: symbolSquare,
} as const satisfies Readonly<Record<Shape, unknown>>;
const shapePath = (shape: Shape, area: number): string => symbol(SHAPES[shape], area)() ?? "";

export function drawLanes(svg: Svg, size: Size, data: LanesView, actions: LanesActions): void {
  const frame = frameOf(size, data);
  drawTimeAxis(svg, frame, data);
  const groups = part(svg, "lanes")
    .selectAll<SVGGElement, Lane>("g.lane")
    .data(data.lanes, ({ id }) => id)
    .join("g")
    .attr("class", ({ id }) => `lane${id === data.selected ? " selected" : ""}`)
    .attr("transform", (_, i) => `translate(0,${frame.top + i * LANE})`);
  groups
    .selectAll<SVGRectElement, Lane>("rect.ground")
    .data((lane) => [lane])
    .join("rect")
    .attr("class", "ground mark")
    .attr("width", size.width)
    .attr("height", LANE)
    .on("click", (_, lane) => actions.select(lane));
  drawNames(groups, frame);
  groups
    .selectAll<SVGGElement, Lane>("g.bars")
    .data((lane) => [lane])
    .join("g")
    .attr("class", "bars")
    .selectAll<SVGRectElement, LaneBar>("rect")
    .data(({ bars }) => bars.filter(({ from, to }) => to > data.from && from < data.to))
    .join("rect")
    .attr("class", ({ look }) => `look-${look}`)
    .attr("x", ({ from }) => Math.max(frame.left, frame.x(from)))
    .attr("width", ({ from, to }) =>
      Math.max(1.5, Math.min(frame.right, frame.x(to)) - Math.max(frame.left, frame.x(from))),
    )
    .attr("y", ({ height = 1 }) => LANE - 4 - (LANE - 8) * height)
    .attr("height", ({ height = 1 }) => Math.max(1, (LANE - 8) * height))
    .selectAll<SVGTitleElement, LaneBar>("title")
    .data((bar) => [bar])
    .join("title")
    .text(({ text }) => text);
  drawWords(groups, frame, data);
  drawCrosshair(svg, frame, actions.scrub);
  drawMarks(svg, frame, data, actions);
}

/** CSS pixels, with the mark at the beginning of the bar. */
const roomFor = (text: string): number => 5.4 * text.length + 26;

/** What a bar means, where it is long enough and no matter of course. */
function drawWords(groups: Groups, { x, left, right }: Frame, data: LanesView): void {
  const placed = ({ bars }: Lane) =>
    bars
      .filter(({ look, from, to }) => look !== "runs" && look !== "share" && to > data.from && from < data.to)
      .map((bar) => ({ ...bar, begin: Math.max(left, x(bar.from)), end: Math.min(right, x(bar.to)) }))
      .filter(({ begin, end, text }) => end - begin > roomFor(text))
      // What is drawn later lies over it.
      .filter(({ begin, text }, i, all) =>
        all.slice(i + 1).every((other) => other.end <= begin || other.begin >= begin + roomFor(text)),
      );
  groups
    .selectAll<SVGTextElement, ReturnType<typeof placed>[number]>("text.of-bar")
    .data(placed)
    .join("text")
    .attr("class", ({ look }) => `of-bar of-${look}`)
    .attr("x", ({ begin }) => begin + 14)
    .attr("y", ({ height = 1 }) => LANE - 4 - ((LANE - 8) * height) / 2 + 3.5)
    .text(({ text }) => text);
}

type Groups = import("d3-selection").Selection<SVGGElement, Lane, SVGGElement, string>;

function drawNames(groups: Groups, { left }: Frame): void {
  const room = Math.max(3, Math.floor((left - 10) / 7));
  groups
    .selectAll<SVGTextElement, Lane>("text.of-lane")
    .data((lane) => [lane])
    .join("text")
    .attr("class", "of-lane")
    .attr("x", left - 8)
    .attr("y", LANE / 2 + 4)
    .attr("text-anchor", "end")
    .text(({ name }) => isolated(shortened(name, room)))
    .selectAll<SVGTitleElement, Lane>("title")
    .data((lane) => [lane])
    .join("title")
    .text(({ name, group }) => `${group} ${name}`);
}

interface Placed extends LaneMark {
  readonly y: number;
}

function drawMarks(svg: Svg, frame: Frame, data: LanesView, { choose }: LanesActions): void {
  const placed = data.lanes.flatMap(({ marks }, i) =>
    marks
      .filter(({ at }) => at >= data.from && at <= data.to)
      .map((mark): Placed => ({ ...mark, y: frame.top + i * LANE + LANE / 2 })),
  );
  part(svg, "marks")
    .raise()
    .selectAll<SVGPathElement, Placed>("path")
    .data(placed, ({ id }) => id)
    .join("path")
    .attr("class", ({ id, shape }) => {
      const state = id === data.chosen ? " chosen" : data.chain.has(id) ? " cause" : "";
      return `mark shape-${shape}${state}`;
    })
    .attr("transform", ({ at, y }) => `translate(${frame.x(at).toFixed(2)},${y})`)
    .attr("d", ({ id, shape }) => shapePath(shape, id === data.chosen || data.chain.has(id) ? 120 : 48))
    .on("click", (_, mark) => choose(mark))
    .selectAll<SVGTitleElement, Placed>("title")
    .data((mark) => [mark])
    .join("title")
    .text(({ text }) => text);
  const chain = placed.filter(({ id }) => data.chain.has(id)).sort((a, b) => a.id - b.id);
  part(svg, "chain")
    .raise()
    .selectAll("polyline")
    .data(chain.length > 1 ? [chain] : [])
    .join("polyline")
    .attr("points", (marks) => marks.map(({ at, y }) => `${frame.x(at).toFixed(1)},${y}`).join(" "));
  svg.selectAll("g.crosshair").raise();
}
