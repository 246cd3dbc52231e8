// The forms that stored results can be given, by the option that asks for each; and where they go: a file, or stdout.
import { basename, dirname, resolve } from "node:path";
import { svgFile } from "../../reports/charts/draw.ts";
import { estimatesCsv, valuesCsv } from "../../reports/csv.ts";
import { type DrillDocumentOptions, drillDocument } from "../../reports/drill-document.ts";
import { htmlOf } from "../../reports/html.ts";
import { junitXml } from "../../reports/junit.ts";
import { markdownOf } from "../../reports/markdown.ts";
import { outlookDocument } from "../../reports/outlook-document.ts";
import { objectiveSuite } from "../../reports/view/cases.ts";
import type { Chart } from "../../reports/view/charts.ts";
import type { Block } from "../../reports/view/document.ts";
import { overview } from "../../reports/view/overview.ts";
import { sameAgain } from "./options.ts";
import type { StoredResult } from "./stored-results.ts";

export const REPORT_FORMS: Readonly<Record<string, (all: readonly StoredResult[]) => string>> = {
  md: (all) => markdownOf(documentOf(all)),
  html: (all) => htmlOf(titleOf(all), documentOf(all)),
  csv: (all) => estimatesCsv(all.map(({ result }) => result)),
  valuesCsv,
  junit: (all) => junitXml(all.map(({ result }) => objectiveSuite(result))),
};

const titleOf = ([first, ...others]: readonly StoredResult[]): string =>
  first && others.length === 0 ? first.result.scenario.title : `${others.length + 1} results`;

export const documentOf = (all: readonly StoredResult[]): Block[] => [
  ...overview(all.map(({ result }) => result)),
  ...all.flatMap(blocksOf),
];

function blocksOf({ result, runs }: StoredResult): Block[] {
  const { name, overrides = [] } = result.scenario;
  const again = sameAgain(`${name}.yaml`, { set: overrides, seed: result.seed });
  if (result.question === "outlook") {
    const { yearsPerReplication, replications } = result;
    return outlookDocument(result, { arguments: again, years: yearsPerReplication * replications });
  }
  const options: DrillDocumentOptions = { arguments: again, runs };
  return drillDocument(result, options);
}

export interface ChartFile {
  readonly name: string;
  readonly svg: string;
}

/** One for each chart of each result: two-cities-outages.svg. */
export function chartFiles(all: readonly StoredResult[]): ChartFile[] {
  const taken = new Map<string, number>();
  return all.flatMap((stored) =>
    chartsIn(blocksOf(stored)).map((chart) => {
      const plain = `${stored.result.scenario.name}-${chart.id}`
        .replace(/[^\w.-]+/g, "-")
        .replace(/^\.+/, "");
      const name = plain.slice(0, 120);
      const times = (taken.get(name) ?? 0) + 1;
      taken.set(name, times);
      return { name: times === 1 ? name : `${name}-${times}`, svg: svgFile(chart) };
    }),
  );
}

const chartsIn = (blocks: readonly Block[]): Chart[] =>
  blocks.flatMap((block) =>
    block.kind === "chart" ? [block.chart] : block.kind === "folded" ? chartsIn(block.blocks) : [],
  );

/** Of a file that may be named without a folder. */
export const placeOf = (path: string): { readonly folder: string; readonly name: string } => ({
  folder: dirname(resolve(path)),
  name: basename(path),
});
