// A chart of the reports in the page's frame, with its table and exports.
import { useMemo } from "preact/hooks";
import type { Chart } from "../../reports/view/charts.ts";
import { stillDrawing } from "../charts/still.ts";
import { Figure } from "./figure.tsx";

/** Of a drawing that was made for paper; narrower, its texts cannot be read. */
const MIN_WIDTH = 620;

export function ChartFigure({ chart }: { readonly chart: Chart }) {
  const { height, draw } = useMemo(() => stillDrawing(chart), [chart]);
  const { id, title, description, heads, rows } = chart;
  return (
    <Figure
      name={id}
      title={title}
      sentence={description}
      heads={heads}
      rows={rows}
      height={height}
      minWidth={MIN_WIDTH}
      draw={draw}
    />
  );
}
