// Small shapes that say what a point is, whatever its colour: a ring for the median, a diamond for the tail, a
// triangle for a bound; and the sign of a verdict.
import type { Verdict } from "../../sim/index.ts";
import { type Attributes, element, type Markup } from "../markup.ts";
import type { Target } from "../view/charts.ts";
import { SHAPES } from "../view/document.ts";
import { quantity } from "../view/format.ts";
import { fill, outlined, stroke, type ToneName, VERDICT_TONES } from "./colour.ts";
import { textAt } from "./frame.ts";

const R = 4.5;

export const ring = (x: number, y: number, tone: ToneName): Markup =>
  element("circle", {
    cx: x,
    cy: y,
    r: R,
    "stroke-width": 2,
    ...fill("ground"),
    class: `f-ground s-${tone}`,
    stroke: stroke(tone).stroke,
  });

export const diamond = (x: number, y: number, tone: ToneName): Markup =>
  element("path", { d: path([x, y - R - 1], [x + R + 1, y], [x, y + R + 1], [x - R - 1, y]), ...fill(tone) });

/** Points down: the value is at most this. */
export const bound = (x: number, y: number, tone: ToneName): Markup =>
  element("path", { d: path([x - R, y - R], [x + R, y - R], [x, y + R]), ...stroke(tone) });

export const dot = (x: number, y: number, tone: ToneName): Markup =>
  element("circle", { cx: x, cy: y, r: R - 1.5, ...stroke(tone) });

export const disc = (x: number, y: number, tone: ToneName): Markup =>
  element("circle", { cx: x, cy: y, r: R, ...outlined(tone) });

const path = (...points: readonly (readonly [number, number])[]): string => {
  const number = (value: number): string => String(Number(value.toFixed(2)));
  return `M${points.map(([x, y]) => `${number(x)},${number(y)}`).join("L")}Z`;
};

/** A dashed line across `from` to `to`, its verdict's sign above; what it is comes with a pointer. */
export function targetMark(
  { threshold, comparison, statistic, verdict }: Target,
  x: number,
  { from, to, unit }: { readonly from: number; readonly to: number; readonly unit: string },
): Markup {
  const tone = VERDICT_TONES[verdict];
  const line: Attributes = { x1: x, y1: from, x2: x, y2: to, "stroke-width": 2, "stroke-dasharray": "4 2" };
  return element(
    "g",
    {},
    element("title", {}, `${statistic} ${comparison} ${quantity(threshold, unit)}: ${verdict}`),
    element("line", { ...line, ...stroke(tone) }),
    textAt(signOf(verdict), { x, y: from - 6, anchor: "middle", tone: "text", weight: "bold" }),
  );
}

export const signOf = (verdict: Verdict): string => SHAPES[verdict];
