// Differences with their intervals around zero, a line each; the word for it stands at the right.
import { scaleLinear } from "d3";
import { element, type Markup } from "../markup.ts";
import type { DifferenceChart } from "../view/charts.ts";
import { unitOf } from "../view/format.ts";
import { axisBelow } from "./axis.ts";
import { fill, MEANINGS, stroke } from "./colour.ts";
import { type Drawing, label, labelWidth, rule, textAt, WIDTH } from "./frame.ts";
import { diamond } from "./marks.ts";

const [ROW, TOP, WORD] = [26, 12, 110];

export function drawDifferences({ differences, unit, meaning }: DifferenceChart): Drawing {
  const left = labelWidth(differences.map(({ name }) => name)) + 16;
  const bottom = TOP + ROW * differences.length;
  const ends = differences.flatMap(({ value, low = value, high = value }) => [low, high]);
  const { name, size } = unitOf(Math.max(...ends.map(Math.abs)), unit);
  const domain = [Math.min(0, ...ends) / size, Math.max(0, ...ends) / size];
  const scale = scaleLinear(domain, [left + 8, WIDTH - WORD]).nice(5);
  const at = (value: number): number => scale(value / size);
  const ticks = scale.ticks(5).map((value) => ({
    at: scale(value),
    text: `${value > 0 ? "+" : ""}${value} ${name}`.trim(),
  }));
  const rows = differences.map(({ name: who, value, low = value, high = value, word }, i): Markup => {
    const y = TOP + ROW * i + ROW / 2;
    const { tone } = MEANINGS[meaning];
    const width = Math.max(2, at(high) - at(low));
    return element(
      "g",
      {},
      label(who, { x: left - 8, y, anchor: "end", room: left - 12 }),
      element("rect", { x: at(low), y: y - 6, width, height: 12, ...fill(tone), "fill-opacity": 0.3 }),
      diamond(at(value), y, tone),
      textAt(word, { x: WIDTH - WORD + 10, y, tone: "quiet" }),
    );
  });
  return {
    height: bottom + 28,
    content: [
      axisBelow({ at, beyond: WIDTH, ticks }, TOP, bottom),
      rule([at(0), TOP], [at(0), bottom], { ...stroke("text"), "stroke-width": 1.5 }),
      ...rows,
    ],
  };
}
