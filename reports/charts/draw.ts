// A chart as SVG: text without a DOM, the same bytes wherever it is made.
import type { Markup } from "../markup.ts";
import type { Chart } from "../view/charts.ts";
import { drawDifferences } from "./differences.ts";
import { drawDistribution } from "./distribution.ts";
import { drawExceedance } from "./exceedance.ts";
import { type Drawing, type FrameOptions, frame } from "./frame.ts";
import { drawPhases } from "./phases.ts";
import { drawScatter } from "./scatter.ts";
import { drawShares } from "./shares.ts";
import { drawSpread } from "./spread.ts";

/** As a file of its own, with its colours. */
export const svgFile = (chart: Chart): string => {
  const { markup } = svg(chart, { prefix: "chart", isAlone: true });
  return `<?xml version="1.0" encoding="UTF-8"?>\n${markup}\n`;
};

/** Within a page; `prefix` makes its ids its own. */
export const svgWithin = (chart: Chart, prefix: string): Markup => svg(chart, { prefix, isAlone: false });

const svg = (chart: Chart, options: FrameOptions): Markup =>
  frame(chart, drawingOf(chart, options.prefix), options);

function drawingOf(chart: Chart, prefix: string): Drawing {
  switch (chart.kind) {
    case "spread":
      return drawSpread(chart);
    case "distribution":
      return drawDistribution(chart);
    case "phases":
      return drawPhases(chart, prefix);
    case "exceedance":
      return drawExceedance(chart);
    case "shares":
      return drawShares(chart);
    case "scatter":
      return drawScatter(chart);
    case "differences":
      return drawDifferences(chart);
  }
}
