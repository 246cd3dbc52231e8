// One line for each disruption: a ring at the median, a diamond at the p99, a bar where its 95 % interval lies, and a
// dashed line at each target. Zero and "never" have places of their own.
import { scaleBand } from "d3";
import { element, type Markup } from "../markup.ts";
import type { Spread, SpreadChart } from "../view/charts.ts";
import { type Axis, axisBelow, axisFor } from "./axis.ts";
import { fill, MEANINGS, stroke, type ToneName } from "./colour.ts";
import { type Drawing, label, labelWidth, rule, textAt, WIDTH } from "./frame.ts";
import { diamond, ring, targetMark } from "./marks.ts";

const ROW = 30;
const TOP = 34;

export function drawSpread({ spreads, unit, meaning }: SpreadChart): Drawing {
  const names = spreads.map(({ name }) => name);
  const left = labelWidth(names) + 16;
  const bottom = TOP + ROW * spreads.length;
  const axis = axisFor(spreads.flatMap(valuesOf), {
    unit,
    from: left + 8,
    to: WIDTH - 36,
    zero: "none",
    hasBeyond: spreads.some(({ isTailBeyond }) => isTailBeyond),
  });
  const rows = scaleBand(
    names.map((_, i) => String(i)),
    [TOP, bottom],
  );
  const tone = MEANINGS[meaning].tone;
  const content = spreads.map((spread, i) => {
    const y = (rows(String(i)) ?? 0) + rows.bandwidth() / 2;
    return element(
      "g",
      {},
      label(spread.name, { x: left - 8, y, anchor: "end", room: left - 12 }),
      ...marks(spread, { axis, y, tone, unit }),
    );
  });
  return { height: bottom + 28, content: [legend(left, tone), axisBelow(axis, TOP - 6, bottom), ...content] };
}

const valuesOf = ({ median, tail, low, high, targets }: Spread): number[] =>
  [median, tail, low, high, ...targets.map(({ threshold }) => threshold)].filter(
    (value) => value !== undefined,
  );

interface Place {
  readonly axis: Axis;
  readonly y: number;
  readonly tone: ToneName;
  readonly unit: string;
}

function marks(spread: Spread, { axis, y, tone, unit }: Place): Markup[] {
  const { median, tail, low, high, isTailBeyond, targets } = spread;
  const end = isTailBeyond ? axis.beyond : tail === undefined ? undefined : axis.at(tail);
  const start = median === undefined ? (isTailBeyond ? axis.beyond : undefined) : axis.at(median);
  return [
    ...(low !== undefined && high !== undefined ? [bar(axis.at(low), axis.at(high), y, tone)] : []),
    ...(start !== undefined && end !== undefined
      ? [rule([start, y], [end, y], { ...stroke(tone), "stroke-width": 2 })]
      : []),
    ...(start === undefined ? [] : [ring(start, y, tone)]),
    ...(end === undefined ? [] : [diamond(end, y, tone)]),
    ...targets.map((target) =>
      targetMark(target, axis.at(target.threshold), { from: y - 8, to: y + 12, unit }),
    ),
  ];
}

/** At least wide enough to be seen behind the diamond. */
function bar(from: number, to: number, y: number, tone: ToneName): Markup {
  const width = Math.max(14, to - from);
  const x = (from + to - width) / 2;
  return element("rect", { x, y: y - 8, width, height: 16, ...fill(tone), "fill-opacity": 0.3 });
}

function legend(left: number, tone: ToneName): Markup {
  const y = 10;
  const texts = ["median", "p99 and its 95 % interval", "target: ✓ met, ✗ missed, ? undecided"];
  const [first = "", second = "", third = ""] = texts;
  return element(
    "g",
    {},
    ring(left + 8, y, tone),
    textAt(first, { x: left + 18, y, tone: "quiet" }),
    bar(left + 86, left + 86, y, tone),
    diamond(left + 86, y, tone),
    textAt(second, { x: left + 98, y, tone: "quiet" }),
    rule([left + 268, y - 8], [left + 268, y + 8], {
      ...stroke("quiet"),
      "stroke-width": 2,
      "stroke-dasharray": "4 2",
    }),
    textAt(third, { x: left + 276, y, tone: "quiet" }),
  );
}
