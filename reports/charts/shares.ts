// Shares of a whole: for each component one bar a sum, the second one hatched, with its value behind it.
import { element, type Markup } from "../markup.ts";
import type { ShareChart } from "../view/charts.ts";
import { share } from "../view/format.ts";
import { type Axis, axisBelow, axisFor } from "./axis.ts";
import { MEANINGS, outlined } from "./colour.ts";
import { type Drawing, label, labelWidth, textAt, WIDTH, widthOf } from "./frame.ts";

const [BAR, GAP, TOP] = [12, 8, 30];

export function drawShares({ bars, series }: ShareChart): Drawing {
  const left = labelWidth(bars.map(({ name }) => name)) + 16;
  const row = BAR * series.length + GAP;
  const bottom = TOP + row * bars.length;
  const most = Math.max(...bars.flatMap(({ shares }) => shares));
  // From zero: two bars a component are not read on powers.
  const axis = axisFor([most], { unit: "ratio", from: left, to: WIDTH - 60, zero: "", hasBeyond: false });
  const rows = bars.map(({ name, shares }, i) => {
    const top = TOP + row * i + GAP / 2;
    const middle = top + (BAR * series.length) / 2;
    return element(
      "g",
      {},
      label(name, { x: left - 8, y: middle, anchor: "end", room: left - 12 }),
      ...shares.flatMap((part, k) => drawBar(part, { axis, y: top + BAR * k, meaning: series[k]?.meaning })),
    );
  });
  return { height: bottom + 28, content: [legend(series, left), axisBelow(axis, TOP, bottom), ...rows] };
}

interface Place {
  readonly axis: Axis;
  readonly y: number;
  readonly meaning: ShareChart["series"][number]["meaning"] | undefined;
}

function drawBar(part: number, { axis, y, meaning = "outage" }: Place): Markup[] {
  if (part <= 0) return [];
  const { tone, dash } = MEANINGS[meaning];
  const [from, to] = [axis.at(0), axis.at(part)];
  const text = share(Number(part.toPrecision(2)));
  return [
    element("rect", {
      ...{ x: from, y, width: to - from, height: BAR - 2 },
      ...outlined(tone),
      "stroke-dasharray": dash,
    }),
    textAt(text, { x: to + 5, y: y + BAR / 2 - 1, tone: "quiet" }),
  ];
}

function legend(series: ShareChart["series"], left: number): Markup {
  let x = left;
  const entries = series.flatMap(({ name, meaning }) => {
    const { tone, dash } = MEANINGS[meaning];
    const entry = [
      element("rect", { x, y: 6, width: 16, height: BAR - 2, ...outlined(tone), "stroke-dasharray": dash }),
      textAt(name, { x: x + 22, y: 11, tone: "quiet" }),
    ];
    x += 22 + widthOf(name) + 18;
    return entry;
  });
  return element("g", {}, ...entries);
}
