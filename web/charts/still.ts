// A chart of the reports as it stands in them: drawn without a DOM, and put into the page's. Its texts were escaped where
// it was drawn; the page's style sheet turns its colours.
import { svgWithin } from "../../reports/charts/draw.ts";
import type { Chart } from "../../reports/view/charts.ts";
import type { Size, Svg } from "../parts/figure.tsx";

export interface StillDrawing {
  readonly height: number;
  readonly draw: (svg: Svg, size: Size) => void;
}

export function stillDrawing(chart: Chart): StillDrawing {
  const { markup } = svgWithin(chart, `chart-${chart.id.replace(/[^\w-]/g, "-")}`);
  const named = markup.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  const drawn = new DOMParser().parseFromString(named, "image/svg+xml").documentElement;
  const [, , width = 760, height = 200] = (drawn.getAttribute("viewBox") ?? "").split(" ").map(Number);
  return {
    height,
    draw(svg, size) {
      // The figure has its name and its sentence already.
      const parts = [...drawn.children].filter(({ tagName }) => tagName !== "title" && tagName !== "desc");
      const shown = parts.map((part) => document.importNode(part, true));
      svg
        .attr("viewBox", `0 0 ${width} ${height}`)
        .attr("preserveAspectRatio", "xMinYMin meet")
        .attr("height", Math.min(height, Math.ceil((height * size.width) / width)));
      svg.node()?.replaceChildren(...shown);
    },
  };
}
