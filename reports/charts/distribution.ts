// The share of runs that are not above a value, as steps; the quantiles with their intervals and the targets on it.
// Runs that never recovered keep the curve below the top.
import { curveStepAfter, line, scaleLinear } from "d3";
import { element, type Markup } from "../markup.ts";
import type { DistributionChart } from "../view/charts.ts";
import { share } from "../view/format.ts";
import { type Axis, axisBelow, axisBeside, axisFor } from "./axis.ts";
import { fill, MEANINGS, stroke } from "./colour.ts";
import { type Drawing, rule, textAt, WIDTH } from "./frame.ts";
import { diamond, targetMark } from "./marks.ts";

const [LEFT, RIGHT, TOP, BOTTOM] = [58, WIDTH - 36, 26, 196];

export function drawDistribution(chart: DistributionChart): Drawing {
  const { values, unit, beyond, quantiles, targets, meaning } = chart;
  const shown = [
    ...values,
    ...targets.map(({ threshold }) => threshold),
    ...quantiles.flatMap(({ low, high }) => [low, high].filter((end) => end !== undefined)),
  ];
  const axis = axisFor(shown, { unit, from: LEFT, to: RIGHT, zero: "none", hasBeyond: beyond > 0 });
  const up = scaleLinear([0, 1], [BOTTOM, TOP]);
  const levels: Axis = {
    at: up,
    beyond: TOP,
    ticks: [0, 0.25, 0.5, 0.75, 1].map((level) => ({ at: up(level), text: share(level) })),
  };
  const { tone } = MEANINGS[meaning];
  const marks = quantiles.flatMap(({ p, value, low, high }): Markup[] => {
    const [x, y] = [axis.at(value), up(p)];
    const ends =
      low === undefined || high === undefined
        ? []
        : [
            element("rect", {
              ...{ x: axis.at(low), y: y - 5, width: axis.at(high) - axis.at(low), height: 10 },
              ...fill(tone),
              "fill-opacity": 0.3,
            }),
          ];
    return [...ends, diamond(x, y, tone), quantileLabel(p, x, y)];
  });
  return {
    height: BOTTOM + 28,
    content: [
      axisBelow(axis, TOP, BOTTOM),
      axisBeside(levels, LEFT, RIGHT),
      element("path", { d: steps(chart, axis, up), "stroke-width": 2, ...stroke(tone) }),
      ...never(chart, axis),
      ...marks,
      ...targets.map((target) =>
        targetMark(target, axis.at(target.threshold), { from: TOP, to: BOTTOM, unit }),
      ),
    ],
  };
}

/** The p95 and the p99 are often neighbours: they are written on different sides. */
const quantileLabel = (p: number, x: number, y: number): Markup =>
  p === 0.95
    ? textAt(`p${100 * p}`, { x: x + 9, y: y + 9 })
    : textAt(`p${100 * p}`, { x: x - 9, y: y - 8, anchor: "end" });

/** From the axis up; runs of the same value are one step. */
function steps({ values, beyond }: DistributionChart, axis: Axis, up: (share: number) => number): string {
  const n = values.length + beyond;
  const points: [number, number][] = [[axis.at(values[0] ?? 0), up(0)]];
  values.forEach((value, i) => {
    if (value !== values[i + 1]) points.push([axis.at(value), up((i + 1) / n)]);
  });
  const shape = line<[number, number]>()
    .x(([x]) => x)
    .y(([, y]) => y)
    .curve(curveStepAfter)
    .digits(2);
  return shape(points) ?? "";
}

function never({ values, beyond }: DistributionChart, axis: Axis): Markup[] {
  if (beyond === 0) return [];
  const text = `${share(Number((beyond / (values.length + beyond)).toPrecision(2)))} of runs`;
  const line = { ...stroke("quiet"), "stroke-dasharray": "1 3" };
  return [
    rule([axis.beyond, TOP], [axis.beyond, BOTTOM], line),
    textAt(text, { x: axis.beyond, y: TOP - 8, anchor: "middle", tone: "quiet" }),
  ];
}
