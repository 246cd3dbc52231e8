// Designs over two quantities: those that no other beats in both are filled, named and joined; the others are rings.
import { line } from "d3";
import { element, type Markup } from "../markup.ts";
import type { ScatterChart } from "../view/charts.ts";
import { axisBelow, axisBeside, axisFor } from "./axis.ts";
import { stroke } from "./colour.ts";
import { type Drawing, label, textAt, WIDTH } from "./frame.ts";
import { disc, dot } from "./marks.ts";

const [LEFT, RIGHT, TOP, BOTTOM] = [70, WIDTH - 24, 30, 290];

export function drawScatter({ points, x, y }: ScatterChart): Drawing {
  const options = { zero: "0", hasBeyond: false };
  const across = axisFor(
    points.map((point) => point.x),
    { ...options, unit: x.unit, from: LEFT, to: RIGHT },
  );
  const up = axisFor(
    points.map((point) => point.y),
    { ...options, unit: y.unit, from: BOTTOM, to: TOP },
  );
  const place = (point: ScatterChart["points"][number]): [number, number] => [
    across.at(point.x),
    up.at(point.y),
  ];
  const best = points.filter(({ isBest }) => isBest).sort((a, b) => a.x - b.x);
  const front = line<[number, number]>()
    .x(([at]) => at)
    .y(([, at]) => at)
    .digits(2);
  const marks = [...points]
    .sort((a, b) => Number(a.isBest) - Number(b.isBest))
    .map((point): Markup => {
      const [at, height] = place(point);
      const mark = point.isBest ? disc(at, height, "blue") : dot(at, height, "quiet");
      const room = RIGHT - at - 9;
      const name = point.isBest && room > 30 ? [label(point.name, { x: at + 9, y: height - 8, room })] : [];
      return element("g", {}, element("title", {}, point.told), mark, ...name);
    });
  return {
    height: BOTTOM + 46,
    content: [
      axisBelow(across, TOP, BOTTOM),
      axisBeside(up, LEFT, RIGHT),
      textAt(y.name, { x: LEFT, y: 12, tone: "quiet" }),
      textAt(x.name, { x: RIGHT, y: BOTTOM + 32, anchor: "end", tone: "quiet" }),
      element("path", { d: front(best.map(place)) ?? "", "stroke-dasharray": "4 3", ...stroke("blue") }),
      ...marks,
    ],
  };
}
