// Small distributions under each other on one axis: a curve for each thing, its name at the left, its targets.
import { curveStepAfter, line } from "d3";
import { axisFor } from "../../reports/charts/axis.ts";
import { VERDICT_TONES } from "../../reports/charts/colour.ts";
import type { Target } from "../../reports/view/charts.ts";
import type { Estimate } from "../../sim/index.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { drawAxes } from "./axes.ts";

export interface Facet {
  readonly name: string;
  readonly estimate: Estimate;
  /** Ascending; empty where the values were not kept. */
  readonly values: readonly number[];
  readonly beyond: number;
  readonly targets: readonly Target[];
  readonly isCurrent: boolean;
}

export interface FacetsData {
  readonly facets: readonly Facet[];
  readonly scale?: "linear" | "powers";
  readonly onChoose: (name: string) => void;
}

const [ROW, TOP, BELOW, GAP] = [46, 6, 26, 8];
const LETTER = 6.8;

export const facetsHeight = (rows: number): number => TOP + ROW * rows + BELOW;

export function drawFacets(svg: Svg, { width }: Size, { facets, scale, onChoose }: FacetsData): void {
  const left = Math.min(width * 0.35, 200, Math.max(...facets.map(({ name }) => name.length * LETTER + 14)));
  const right = width - 24;
  const bottom = TOP + ROW * facets.length;
  const unit = facets[0]?.estimate.unit ?? "";
  const shown = facets.flatMap(({ estimate, targets, values }) => [
    ...(values.length > 0 ? [values[0] as number, values.at(-1) as number] : []),
    ...(estimate.quantiles ?? []).map(({ value }) => value),
    ...targets.map(({ threshold }) => threshold),
  ]);
  const axis = axisFor(shown, {
    unit,
    from: left + 8,
    to: right,
    zero: "none",
    hasBeyond: facets.some(({ estimate }) => (estimate.censored ?? 0) > 0),
    ...(scale && { scale }),
  });
  drawAxes(svg, { below: axis.ticks, beside: [], box: { left, right, top: TOP, bottom } });
  const rows = svg
    .selectAll<SVGGElement, Facet>("g.facet")
    .data(facets)
    .join((entered) => {
      const group = entered.append("g").attr("class", "facet");
      group.append("rect").attr("class", "hit").attr("fill", "transparent");
      group.append("line").attr("class", "ground");
      group.append("path").attr("class", "curve");
      group.append("text").attr("class", "name").append("title");
      group.append("g").attr("class", "marks");
      return group;
    })
    .attr("transform", (_, i) => `translate(0,${TOP + ROW * i})`)
    .attr("cursor", "pointer")
    .on("click", (_, { name }) => onChoose(name));
  rows.select("rect.hit").attr("width", width).attr("height", ROW);
  rows
    .select("line.ground")
    .attr("class", "ground s-quiet")
    .attr("x1", left)
    .attr("x2", right)
    .attr("y1", ROW)
    .attr("y2", ROW);
  const level = (part: number): number => ROW - part * (ROW - GAP);
  rows
    .select("path.curve")
    .attr("class", ({ isCurrent }) => `curve s-${isCurrent ? "vermillion" : "blue"}`)
    .attr("stroke-width", ({ isCurrent }) => (isCurrent ? 3 : 2))
    .attr("fill", "none")
    .attr("d", ({ values, beyond }) => {
      const n = values.length + beyond;
      const points: [number, number][] = values.length > 0 ? [[axis.at(values[0] as number), level(0)]] : [];
      values.forEach((value, i) => {
        if (value !== values[i + 1]) points.push([axis.at(value), level((i + 1) / n)]);
      });
      if (beyond > 0) points.push([axis.beyond, level(values.length / n)], [axis.beyond, level(1)]);
      return line().curve(curveStepAfter).digits(2)(points);
    });
  const letters = Math.floor((left - 10) / LETTER);
  rows
    .select<SVGTextElement>("text.name")
    .attr("x", left - 8)
    .attr("y", ROW - 12)
    .attr("text-anchor", "end")
    .attr("font-weight", ({ isCurrent }) => (isCurrent ? 700 : 400))
    .text(({ name }) => (name.length > letters ? `${[...name].slice(0, letters - 1).join("")}…` : name))
    .append("title")
    .text(({ name }) => name);
  rows
    .select("g.marks")
    .selectAll<SVGLineElement, Target>("line")
    .data(({ targets }) => [...targets])
    .join("line")
    .attr("class", ({ verdict }) => `s-${VERDICT_TONES[verdict]}`)
    .attr("stroke-width", 2)
    .attr("stroke-dasharray", "4 2")
    .attr("x1", ({ threshold }) => axis.at(threshold))
    .attr("x2", ({ threshold }) => axis.at(threshold))
    .attr("y1", GAP)
    .attr("y2", ROW);
}
