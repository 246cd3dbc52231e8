// Curves over the time of a run, any number of points: the path is drawn once for a window, and only the cursor moves.
import { axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { unitOf } from "../../reports/view/format.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { decimate, firstFrom, pathThrough } from "./decimate.ts";
import { shortened } from "./shortened.ts";
import { clip, drawCrosshair, drawTimeAxis, type Frame, frameOf, part, type TimeView } from "./time-frame.ts";

export interface Curve {
  readonly name: string;
  readonly at: ArrayLike<number>;
  /** NaN = nothing is known. */
  readonly values: ArrayLike<number>;
}
export interface CurvesView extends TimeView {
  /** Unique on the page. */
  readonly id: string;
  /** s, B, ratio. */
  readonly unit: string;
  readonly curves: readonly Curve[];
  /** Shaded, as in the picture of the incident. */
  readonly losses: readonly { readonly from: number; readonly to: number }[];
}

/** Tones and dashes; a curve has one of each pair. */
export const CURVE_LOOKS = 8;

export function drawCurves(svg: Svg, size: Size, data: CurvesView, scrub: (at: number) => void): void {
  const frame = frameOf(size, data, 12);
  const { left, right, x } = frame;
  const inside = clip(svg, `${data.id}-plot`, frame);
  const columns = { from: data.from, to: data.to, width: Math.max(1, right - left) };
  const kept = data.curves.map((curve) => ({ curve, indices: decimate(curve.at, curve.values, columns) }));
  const most = Math.max(0, ...kept.map(({ curve, indices }) => highest(curve, indices, data)));
  const unit = unitOf(most, data.unit);
  const y = scaleLinear([0, most > 0 ? most / unit.size : 1], [frame.bottom, frame.top]).nice(4);
  drawTimeAxis(svg, frame, data);
  part(svg, "values")
    .classed("axis", true)
    .attr("transform", `translate(${left},0)`)
    .call(
      axisLeft<number>(y)
        .ticks(4)
        .tickSizeOuter(0)
        .tickFormat((value) => `${value.toLocaleString("en")} ${unit.name}`),
    )
    .attr("font-family", null)
    .attr("font-size", null);
  part(svg, "loss-bands")
    .attr("clip-path", inside)
    .selectAll<SVGRectElement, (typeof data.losses)[number]>("rect")
    .data(data.losses)
    .join("rect")
    .attr("x", ({ from }) => x(from))
    .attr("width", ({ from, to }) => Math.max(2, x(to) - x(from)))
    .attr("y", frame.top)
    .attr("height", frame.bottom - frame.top);
  part(svg, "curves")
    .attr("clip-path", inside)
    .selectAll<SVGPathElement, (typeof kept)[number]>("path")
    .data(kept)
    .join("path")
    .attr("class", (_, i) => `curve curve-${i % CURVE_LOOKS}`)
    .attr("d", ({ curve: { at, values }, indices }) =>
      pathThrough(
        indices,
        (i) => x(at[i] as number),
        (i) => y((values[i] as number) / unit.size),
      ),
    );
  drawNames(svg, frame, data.curves);
  drawCrosshair(svg, frame, scrub);
}

/** The legend in the margin of the names: a stroke as the curve has it, and its name. */
function drawNames(svg: Svg, { left, right, top }: Frame, curves: readonly Curve[]): void {
  const room = Math.max(6, Math.floor((right - left) / 14));
  const named = curves.map(({ name }, i) => ({ name, i, y: top + 6 + i * 15 }));
  const groups = part(svg, "legend")
    .selectAll<SVGGElement, (typeof named)[number]>("g")
    .data(named)
    .join("g")
    .attr("transform", ({ y }) => `translate(${right},${y})`);
  groups
    .selectAll<SVGPathElement, (typeof named)[number]>("path")
    .data((one) => [one])
    .join("path")
    .attr("class", ({ i }) => `curve curve-${i % CURVE_LOOKS}`)
    .attr("d", "M-26,0H-2");
  groups
    .selectAll<SVGTextElement, (typeof named)[number]>("text")
    .data((one) => [one])
    .join("text")
    .attr("x", -32)
    .attr("y", 4)
    .attr("text-anchor", "end")
    .text(({ name }) => shortened(name, room));
}

/** Of what is in the window; neighbours outside of it do not count. */
function highest({ at, values }: Curve, indices: readonly number[], { from, to }: TimeView): number {
  let most = 0;
  for (const i of indices)
    if (i >= 0 && (at[i] as number) >= from && (at[i] as number) <= to)
      most = Math.max(most, values[i] as number);
  return most;
}

/** The value that was last looked at by `t`; NaN before the first. */
export function valueAt({ at, values }: Pick<Curve, "at" | "values">, t: number): number {
  const after = firstFrom(at, t);
  const i = after < at.length && at[after] === t ? after : after - 1;
  return i < 0 ? Number.NaN : (values[i] as number);
}
