// Lines over the whole of a chart with their values below and at the left. Values that would touch their neighbour are
// left out, their lines stay.
import type { Svg } from "../parts/figure.tsx";

export interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface AxesData {
  readonly below: readonly Tick[];
  readonly beside: readonly Tick[];
  readonly box: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
}

/** Pixels of a letter; texts are estimated, so that nothing has to be measured while drawing. */
const LETTER = 6.6;

export function drawAxes(svg: Svg, { below, beside, box }: AxesData): void {
  const { left, right, top, bottom } = box;
  const legible = withoutTouching(below);
  const layer = svg.selectAll<SVGGElement, number>("g.axis").data([0]).join("g").attr("class", "axis");
  layer
    .selectAll<SVGLineElement, Tick>("line.down")
    .data([...below])
    .join("line")
    .attr("class", "down s-grid")
    .attr("x1", ({ at }) => at)
    .attr("x2", ({ at }) => at)
    .attr("y1", top)
    .attr("y2", bottom);
  layer
    .selectAll<SVGLineElement, Tick>("line.across")
    .data([...beside])
    .join("line")
    .attr("class", "across s-grid")
    .attr("x1", left)
    .attr("x2", right)
    .attr("y1", ({ at }) => at)
    .attr("y2", ({ at }) => at);
  layer
    .selectAll<SVGTextElement, Tick>("text.below")
    .data(legible)
    .join("text")
    .attr("class", "below")
    .attr("x", ({ at }) => at)
    .attr("y", bottom + 17)
    .attr("text-anchor", "middle")
    .text(({ text }) => text);
  layer
    .selectAll<SVGTextElement, Tick>("text.beside")
    .data([...beside])
    .join("text")
    .attr("class", "beside")
    .attr("x", left - 6)
    .attr("y", ({ at }) => at + 4)
    .attr("text-anchor", "end")
    .text(({ text }) => text);
}

function withoutTouching(ticks: readonly Tick[]): Tick[] {
  const kept: Tick[] = [];
  const half = ({ text }: Tick): number => (text.length * LETTER) / 2 + 3;
  for (const tick of [...ticks].sort((a, b) => a.at - b.at)) {
    const last = kept.at(-1);
    if (!last || last.at + half(last) <= tick.at - half(tick)) kept.push(tick);
  }
  return kept;
}
