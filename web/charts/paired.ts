// Differences of pairs of runs in order of size, a mark for each, around zero. Those that are infinite stand at the edge.
import { scaleLinear } from "d3";
import { count, unitOf } from "../../reports/view/format.ts";
import type { Size, Svg } from "../parts/figure.tsx";
import { drawAxes } from "./axes.ts";
import type { Look } from "./looks.ts";

export interface PairedPoint {
  readonly replication: number;
  readonly difference: number;
}

export interface PairedData {
  readonly unit: string;
  readonly series: readonly {
    readonly name: string;
    readonly look: Look;
    /** Ascending. */
    readonly points: readonly PairedPoint[];
  }[];
  /** Replication. */
  readonly chosen?: number;
  readonly onChoose: (replication: number) => void;
}

interface Mark extends PairedPoint {
  readonly place: number;
  readonly look: Look;
  readonly x: number;
  readonly y: number;
}

const [LEFT, RIGHT, TOP, BELOW] = [70, 16, 14, 26];

export function drawPaired(svg: Svg, { width, height }: Size, data: PairedData): void {
  const { unit, series, chosen, onChoose } = data;
  const bottom = height - BELOW;
  const finite = series.flatMap(({ points }) =>
    points.map(({ difference }) => difference).filter((each) => Number.isFinite(each)),
  );
  const most = Math.max(...finite.map(Math.abs), 0);
  const { name, size } = unitOf(most, unit);
  const up = scaleLinear(
    [Math.min(0, ...finite) / size, Math.max(0, ...finite, most === 0 ? 1 : 0) / size],
    [bottom - 10, TOP + 10],
  ).nice(4);
  const longest = Math.max(1, ...series.map(({ points }) => points.length));
  const across = scaleLinear([0, longest - 1 || 1], [LEFT + 8, width - RIGHT - 8]);
  const at = (value: number): number => {
    if (Number.isFinite(value)) return up(value / size);
    return value > 0 ? TOP : bottom;
  };
  drawAxes(svg, {
    below: [
      { at: LEFT + 8, text: "least" },
      { at: width - RIGHT - 16, text: "most" },
    ],
    beside: up.ticks(4).map((value) => ({
      at: up(value),
      text: `${value > 0 ? "+" : ""}${count(value)} ${name}`.trim(),
    })),
    box: { left: LEFT, right: width - RIGHT, top: TOP, bottom },
  });
  svg
    .selectAll<SVGLineElement, number>("line.zero")
    .data([up(0)])
    .join("line")
    .attr("class", "zero s-text")
    .attr("x1", LEFT)
    .attr("x2", width - RIGHT)
    .attr("y1", (y) => y)
    .attr("y2", (y) => y);
  const marks = series.flatMap(({ points, look }, place) =>
    points.map((point, i): Mark => ({ ...point, place, look, x: across(i), y: at(point.difference) })),
  );
  svg
    .selectAll<SVGPathElement, Mark>("path.mark")
    .data(marks, (mark) => `${(mark as Mark).place} ${(mark as Mark).replication}`)
    .join((entered) => {
      const path = entered.append("path").attr("class", "mark");
      path.append("title");
      return path;
    })
    .attr("class", ({ look }) => `mark f-${look.tone} s-ground`)
    .attr("stroke-width", 0.5)
    .attr("d", ({ place, replication }) => shapeOf(place, replication === chosen ? 8 : 4))
    .attr("transform", ({ x, y }) => `translate(${x.toFixed(2)},${y.toFixed(2)})`)
    .attr("cursor", "pointer")
    .on("click", (_, { replication }) => onChoose(replication))
    .select("title")
    .text(({ replication }) => `run ${replication}`);
  svg
    .selectAll<SVGPathElement, Mark>("path.mark")
    .filter(({ replication }) => replication === chosen)
    .raise();
}

/** Results differ in shape too. */
function shapeOf(place: number, r: number): string {
  const shapes = [
    `M0,${-r}A${r},${r} 0 1 1 0,${r}A${r},${r} 0 1 1 0,${-r}Z`,
    `M0,${-r - 1}L${r + 1},0L0,${r + 1}L${-r - 1},0Z`,
    `M${-r},${r}L0,${-r}L${r},${r}Z`,
    `M${-r},${-r}L${r},${-r}L${r},${r}L${-r},${r}Z`,
    `M${-r},${-r}L0,${r}L${r},${-r}Z`,
  ];
  return shapes[place % shapes.length] as string;
}
