// The frame that all charts over the time of a run share: the same margins, so that one instant stands at one place on
// all of them; the axis; one crosshair; and a finger or a mouse that moves it.
import { axisBottom } from "d3-axis";
import { type ScaleLinear, scaleLinear } from "d3-scale";
import { pointer, select } from "d3-selection";
import type { Size, Svg } from "../parts/figure.tsx";

/** µs of the run. */
export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}
export interface TimeView extends TimeWindow {
  /** The fault; times are told from it. */
  readonly zero: number;
}

export type TimeScale = ScaleLinear<number, number>;

export interface Frame {
  readonly x: TimeScale;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const AXIS = 22;

/** `AXIS` pixels below the plot belong to the axis. */
export function frameOf({ width, height }: Size, view: TimeWindow, top = 8): Frame {
  const left = Math.round(Math.min(150, 0.26 * width));
  const right = Math.max(left + 40, width - 12);
  const x = scaleLinear([view.from, view.to], [left, right]);
  return { x, left, right, top, bottom: height - AXIS };
}

/** Up to which length of a window its axis is told in which unit, µs. */
const AXIS_UNITS = [
  { upTo: 1200e6, size: 1e6, name: "s" },
  { upTo: 3 * 3600e6, size: 60e6, name: "min" },
  { upTo: 3 * 86_400e6, size: 3600e6, name: "h" },
  { upTo: Number.POSITIVE_INFINITY, size: 86_400e6, name: "d" },
] as const;

export function drawTimeAxis(
  svg: Svg,
  { x, bottom, left, right }: Frame,
  { zero, from, to }: TimeView,
): void {
  const { size, name } = AXIS_UNITS.find(({ upTo }) => to - from <= upTo) ?? AXIS_UNITS[0];
  const times = scaleLinear([(from - zero) / size, (to - zero) / size], x.range());
  const count = Math.max(2, Math.floor((right - left) / 90));
  const label = (value: number): string => `${value > 0 ? "+" : value < 0 ? "−" : ""}${short(value)} ${name}`;
  part(svg, "axis")
    .attr("transform", `translate(0,${bottom})`)
    .call(
      axisBottom<number>(times)
        .ticks(count)
        .tickSizeOuter(0)
        .tickFormat((value) => label(value)),
    )
    .attr("font-family", null)
    .attr("font-size", null);
}

const short = (value: number): string => String(Number(Math.abs(value).toPrecision(10)));

/** The group of this class: the one that is there, or a new one. */
export function part(svg: Svg, name: string) {
  return svg.selectAll<SVGGElement, string>(`g.${name}`).data([name]).join("g").attr("class", name);
}

/** Cuts off what lies outside the plot. `id` is unique on the page. */
export function clip(svg: Svg, id: string, { left, right, top, bottom }: Frame): string {
  svg
    .selectAll<SVGClipPathElement, string>("clipPath")
    .data([id])
    .join("clipPath")
    .attr("id", id)
    .selectAll("rect")
    .data([0])
    .join("rect")
    .attr("x", left)
    .attr("width", right - left)
    .attr("y", top - 6)
    .attr("height", bottom - top + 12);
  return `url(#${id})`;
}

/** The line of the cursor, and the ground that is dragged on. `scrub` is told the instant under the finger. */
export function drawCrosshair(svg: Svg, frame: Frame, scrub: (at: number) => void): void {
  const { x, left, right, top, bottom } = frame;
  const tell = (event: PointerEvent): void => {
    const [place] = pointer(event, svg.node());
    scrub(x.invert(Math.max(left, Math.min(right, place))));
  };
  part(svg, "scrub")
    .lower()
    .selectAll<SVGRectElement, number>("rect")
    .data([0])
    .join("rect")
    .attr("x", left)
    .attr("y", top)
    .attr("width", right - left)
    .attr("height", bottom - top + AXIS);
  svg
    .style("touch-action", "pan-y")
    .on("pointerdown", (event: PointerEvent) => {
      if (event.button !== 0 || (event.target as Element).closest(".mark")) return;
      svg.node()?.setPointerCapture(event.pointerId);
      tell(event);
    })
    .on("pointermove", (event: PointerEvent) => {
      if (event.buttons === 1 && svg.node()?.hasPointerCapture(event.pointerId)) tell(event);
    });
  part(svg, "crosshair")
    .raise()
    .datum(frame)
    .selectAll<SVGLineElement, number>("line")
    .data([0])
    .join("line")
    .attr("y1", top - 6)
    .attr("y2", bottom);
}

/** Moves the crosshair of every chart under `root`; nothing else is drawn anew. */
export function moveCrosshairs(root: Element, at: number): void {
  for (const line of root.querySelectorAll<SVGGElement>("g.crosshair")) {
    const { x, left, right } = select<SVGGElement, Frame>(line).datum();
    const place = x(at);
    line.setAttribute("transform", `translate(${place.toFixed(2)},0)`);
    line.setAttribute("visibility", place < left - 0.5 || place > right + 0.5 ? "hidden" : "visible");
  }
}
