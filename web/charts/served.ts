// The picture of an incident: which share of the demand was served, what was broken meanwhile, what was lost, and under
// it what was waited for, phase by phase.
import { axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { curveStepAfter, line } from "d3-shape";
import type { Film, Step } from "../../sim/index.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { shortened } from "./shortened.ts";
import { sinceFault } from "./since-fault.ts";
import { clip, drawCrosshair, drawTimeAxis, type Frame, frameOf, part, type TimeView } from "./time-frame.ts";

export interface Spot {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}
export interface ServedView extends TimeView {
  readonly served: Film["served"];
  readonly faults: readonly Spot[];
  readonly outage: Spot | undefined;
  readonly losses: readonly Spot[];
  readonly phases: readonly Spot[];
  readonly end: number;
}

const PHASES = 24;
/** For the words over the plot. */
const ABOVE = 40;

export function drawServed(svg: Svg, size: Size, data: ServedView, scrub: (at: number) => void): void {
  const whole = frameOf(size, data, ABOVE);
  const plot: Frame = { ...whole, bottom: whole.bottom - PHASES };
  const y = scaleLinear([0, 1], [plot.bottom, plot.top]);
  const inside = clip(svg, "served-plot", { ...whole, top: 0 });
  drawTimeAxis(svg, whole, data);
  part(svg, "shares")
    .attr("transform", `translate(${plot.left},0)`)
    .classed("axis", true)
    .call(
      axisLeft<number>(y)
        .tickValues([0, 0.25, 0.5, 0.75, 1])
        .tickSizeOuter(0)
        .tickFormat((share) => `${share * 100} %`),
    )
    .attr("font-family", null)
    .attr("font-size", null);
  drawSpells(svg, plot, data, inside);
  const path = line<Step<number>>()
    .x(({ at }) => plot.x(at))
    .y(({ is }) => y(is))
    .curve(curveStepAfter);
  const last = data.served.at(-1);
  const steps = last ? [...data.served, { at: data.end, is: last.is }] : [];
  part(svg, "served")
    .attr("clip-path", inside)
    .selectAll("path")
    .data([steps])
    .join("path")
    .attr("class", "curve s-text")
    .attr("d", path);
  drawPhases(svg, { ...whole, top: plot.bottom + 3 }, data.phases, inside);
  drawCrosshair(svg, { ...plot, bottom: whole.bottom }, scrub);
}

function drawSpells(svg: Svg, plot: Frame, data: ServedView, inside: string): void {
  const width = ({ from, to }: Spot): number => Math.max(2, plot.x(to) - plot.x(from));
  const bands = (name: string, spots: readonly Spot[], top: number, bottom: number): void => {
    part(svg, name)
      .attr("clip-path", inside)
      .selectAll<SVGRectElement, Spot>("rect")
      .data(spots)
      .join("rect")
      .attr("x", ({ from }) => plot.x(from))
      .attr("width", width)
      .attr("y", top)
      .attr("height", Math.max(1, bottom - top));
  };
  bands("fault-bands", data.faults, plot.top, plot.bottom);
  bands("loss-bands", data.losses, plot.top, plot.bottom);
  const outage = data.outage ? [data.outage] : [];
  part(svg, "outage")
    .attr("clip-path", inside)
    .selectAll<SVGPathElement, Spot>("path")
    .data(outage)
    .join("path")
    .attr("class", "s-blue")
    .attr("d", ({ from, to }) => {
      const [a, b, y] = [plot.x(from), plot.x(to), plot.top - 6];
      return `M${a},${y + 5}V${y}H${b}V${y + 5}`;
    });
  const room = Math.floor((plot.right - plot.left) / 6.8);
  const words = [
    ...outage.map((spot) => ({ ...spot, row: 0, name: "of-outage" })),
    ...recoveryOf(data, plot),
    ...data.losses.slice(0, 1).map((spot) => ({ ...spot, row: 1, name: "of-loss" })),
    ...data.faults.slice(0, 1).map((spot) => ({ ...spot, row: 2, name: "of-fault" })),
  ];
  const yOf = (row: number): number => [plot.top - 26, plot.top - 12, plot.bottom - 6][row] ?? 0;
  part(svg, "words")
    .selectAll<SVGTextElement, (typeof words)[number]>("text")
    .data(words)
    .join("text")
    .attr("class", ({ name }) => name)
    .attr("visibility", (spot) => (isSeen(spot, data) ? "visible" : "hidden"))
    .attr("x", ({ from }) => Math.min(plot.right, Math.max(plot.left, plot.x(from)) + 4))
    .attr("text-anchor", (spot) => (isLate(spot.from, plot) || spot.name === "of-recovery" ? "end" : "start"))
    .attr("y", ({ row }) => yOf(row))
    .text(({ text }) => shortened(text, room));
}

const isLate = (at: number, { x, left, right }: Frame): boolean => x(at) > (left + right) * 0.6;

/** Over the end of the outage, where its own words leave room. */
function recoveryOf({ outage, end, zero, from }: ServedView, { x, left, right }: Frame) {
  if (!outage || outage.to >= end || x(outage.to) > right) return [];
  const begin = Math.max(left, x(Math.max(from, outage.from)));
  const text = `served again ${sinceFault(outage.to, zero)}`;
  const isRoom = x(outage.to) - begin > 7 * (text.length + outage.text.length) + 20;
  return isRoom ? [{ from: outage.to, to: outage.to, text, row: 0, name: "of-recovery" }] : [];
}

const isSeen = ({ from, to }: Spot, view: TimeView): boolean => to >= view.from && from <= view.to;

const PHASE_LOOKS = 4;

function drawPhases(svg: Svg, { x, top, left, right }: Frame, phases: readonly Spot[], inside: string): void {
  const groups = part(svg, "phases")
    .attr("clip-path", inside)
    .selectAll<SVGGElement, Spot>("g")
    .data(phases)
    .join("g")
    .attr("class", (_, i) => `phase look-${i % PHASE_LOOKS}`);
  const ends = ({ from, to }: Spot): [number, number] => [Math.max(left, x(from)), Math.min(right, x(to))];
  groups
    .selectAll<SVGRectElement, Spot>("rect")
    .data((spot) => [spot])
    .join("rect")
    .attr("x", ({ from }) => x(from))
    .attr("width", ({ from, to }) => Math.max(1, x(to) - x(from)))
    .attr("y", top)
    .attr("height", PHASES - 6);
  groups
    .selectAll<SVGTextElement, Spot>("text")
    .data((spot) => [spot])
    .join("text")
    .attr("x", (spot) => ends(spot)[0] + 4)
    .attr("y", top + 13)
    .text((spot) => {
      const [a, b] = ends(spot);
      return b - a > 7 * spot.text.length + 8 ? spot.text : "";
    });
}
