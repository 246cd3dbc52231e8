// How often a sum is above a threshold: a curve for each sum with its interval as a band, both scales in powers. What
// was never seen is a triangle at its upper bound.
import { area, line } from "d3";
import { element, type Markup } from "../markup.ts";
import type { ExceedanceChart, ExceedanceCurve, ExceedancePoint } from "../view/charts.ts";
import { type Axis, axisBelow, axisBeside, axisFor } from "./axis.ts";
import { fill, MEANINGS, stroke } from "./colour.ts";
import { type Drawing, rule, textAt, WIDTH, widthOf } from "./frame.ts";
import { bound, dot } from "./marks.ts";

const [LEFT, RIGHT, TOP, BOTTOM] = [62, WIDTH - 36, 40, 260];

export function drawExceedance({ curves, unit }: ExceedanceChart): Drawing {
  const points = curves.flatMap((curve) => curve.points);
  const thresholds = points.map(({ threshold }) => threshold);
  const across = axisFor(thresholds, { unit, from: LEFT, to: RIGHT, zero: "any", hasBeyond: false });
  const shares = points.flatMap(({ share, low, high }) => [share, low, high]);
  const seen = shares.filter((share) => share !== undefined && share > 0) as number[];
  const up = axisFor([...seen, 1], { unit: "ratio", from: BOTTOM, to: TOP, zero: "", hasBeyond: false });
  return {
    height: BOTTOM + 28,
    content: [
      legend(curves),
      axisBelow(across, TOP, BOTTOM),
      axisBeside(up, LEFT, RIGHT),
      ...curves.map((curve) => drawCurve(curve, across, up)),
    ],
  };
}

function drawCurve({ points, meaning }: ExceedanceCurve, across: Axis, up: Axis): Markup {
  const { tone, dash } = MEANINGS[meaning];
  const seen = points.filter(({ share }) => share > 0);
  const first = points.find(({ share, high }) => share === 0 && high !== undefined);
  const band = area<ExceedancePoint>()
    .x(({ threshold }) => across.at(threshold))
    .y0(({ low, share }) => up.at(low !== undefined && low > 0 ? low : share))
    .y1(({ high, share }) => up.at(high ?? share))
    .digits(2);
  const curve = line<ExceedancePoint>()
    .x(({ threshold }) => across.at(threshold))
    .y(({ share }) => up.at(share))
    .digits(2);
  return element(
    "g",
    {},
    element("path", { d: band(seen) ?? "", ...fill(tone), "fill-opacity": 0.15 }),
    element("path", { d: curve(seen) ?? "", "stroke-width": 2, "stroke-dasharray": dash, ...stroke(tone) }),
    ...seen.map(({ threshold, share }) => dot(across.at(threshold), up.at(share), tone)),
    ...(first ? [bound(across.at(first.threshold), up.at(first.high as number), tone)] : []),
  );
}

function legend(curves: readonly ExceedanceCurve[]): Markup {
  let x = LEFT;
  const entries = curves.flatMap(({ name, meaning }) => {
    const { tone, dash } = MEANINGS[meaning];
    const entry = [
      rule([x, 14], [x + 28, 14], { ...stroke(tone), "stroke-width": 2, "stroke-dasharray": dash }),
      textAt(name, { x: x + 34, y: 14 }),
    ];
    x += 34 + widthOf(name) + 20;
    return entry;
  });
  return element(
    "g",
    {},
    ...entries,
    bound(x + 6, 14, "quiet"),
    textAt("never seen: at most", { x: x + 16, y: 14 }),
  );
}
