// Where a value lies on a chart, and the values written below: linear from zero, or powers where the values span more
// than one and a half orders of magnitude. Zero lies left of the powers, "beyond the horizon" right of everything.
import { type ScaleContinuousNumeric, scaleLinear, scaleLog } from "d3";
import { element, type Markup } from "../markup.ts";
import { count, quantity, unitOf } from "../view/format.ts";
import { stroke } from "./colour.ts";
import { rule, textAt } from "./frame.ts";

export interface Axis {
  at(value: number): number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  /** Where what is beyond the horizon is put. */
  readonly beyond: number;
}

export interface AxisOptions {
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  /** What zero is called where it has a place of its own. */
  readonly zero: string;
  readonly hasBeyond: boolean;
  /** What the values suggest if absent. */
  readonly scale?: "linear" | "powers";
}

/** Beside the scale, for zero and for what is beyond; they stand that far from its ends. */
const GUTTER = 56;
const AWAY = 44;
const POWERS_FROM = 30;

export function axisFor(values: readonly number[], options: AxisOptions): Axis {
  const { from, to, hasBeyond, unit } = options;
  const end = hasBeyond ? to - GUTTER : to;
  const positive = values.filter((value) => value > 0);
  const [least, most] = [Math.min(...positive), Math.max(...positive)];
  const beyond = { at: to - GUTTER + AWAY, text: "never" };
  const suggested = most / least < POWERS_FROM ? "linear" : "powers";
  const isLinear = positive.length === 0 || (options.scale ?? suggested) === "linear";
  const found = isLinear
    ? linear(positive.length === 0 ? 1 : most, from, end, unit)
    : powers(values, options, end);
  return { at: found.at, beyond: beyond.at, ticks: hasBeyond ? [...found.ticks, beyond] : found.ticks };
}

type Found = Pick<Axis, "at" | "ticks">;

function linear(most: number, from: number, end: number, unit: string): Found {
  const { name, size } = unitOf(most, unit);
  const scale = scaleLinear([0, most / size], [from, end]).nice(5);
  const ticks = scale.ticks(5).map((value) => ({ at: scale(value), text: `${count(value)} ${name}`.trim() }));
  return { at: (value) => scale(value / size), ticks };
}

function powers(values: readonly number[], { unit, from, zero }: AxisOptions, end: number): Found {
  const hasZero = values.some((value) => value <= 0);
  const steps = stepsFor(unit);
  const positive = values.filter((value) => value > 0);
  const low = steps.findLast((step) => step <= Math.min(...positive)) ?? Math.min(...positive);
  const high = steps.find((step) => step >= Math.max(...positive)) ?? Math.max(...positive);
  const scale: ScaleContinuousNumeric<number, number> = scaleLog(
    [low, high],
    [hasZero ? from + GUTTER : from, end],
  );
  const inside = steps.filter((step) => step >= low && step <= high);
  const every = Math.ceil(inside.length / 8);
  const ticks = inside
    .filter((_, i) => i % every === 0)
    .map((step) => ({ at: scale(step), text: quantity(step, unit) }));
  const at = (value: number): number => (value <= 0 ? from + GUTTER - AWAY : scale(value));
  return { at, ticks: hasZero ? [{ at: at(0), text: zero }, ...ticks] : ticks };
}

const POWERS = Array.from({ length: 31 }, (_, i) => Number(`1e${i - 15}`));
/** Time has no tens above a second. */
const DURATIONS = [
  ...POWERS.filter((power) => power >= 1e-9 && power <= 10),
  ...[60, 600, 3600, 36_000, 86_400, 864_000, 8_640_000, 86_400_000],
];
const stepsFor = (unit: string): readonly number[] => (unit === "s" ? DURATIONS : POWERS);

/** Lines over the height of the chart and their values below. */
export function axisBelow({ ticks }: Axis, top: number, bottom: number): Markup {
  const lines = ticks.map(({ at, text }) => [
    rule([at, top], [at, bottom], stroke("grid")),
    textAt(text, { x: at, y: bottom + 12, anchor: "middle", tone: "quiet" }),
  ]);
  return element("g", {}, ...lines.flat());
}

/** Lines over the width of the chart and their values at the left. */
export function axisBeside({ ticks }: Axis, left: number, right: number): Markup {
  const lines = ticks.map(({ at, text }) => [
    rule([left, at], [right, at], stroke("grid")),
    textAt(text, { x: left - 6, y: at, anchor: "end", tone: "quiet" }),
  ]);
  return element("g", {}, ...lines.flat());
}
