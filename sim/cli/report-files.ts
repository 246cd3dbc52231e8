// The forms that stored results can be given, by the option that asks for each; and where they go: a file, or stdout.
import { svgFile } from "../../reports/charts/draw.ts";
import { checkDocument } from "../../reports/check-document.ts";
import { compareDocument } from "../../reports/compare-document.ts";
import { estimatesCsv, valuesCsv } from "../../reports/csv.ts";
import { drillDocument } from "../../reports/drill-document.ts";
import { htmlOf } from "../../reports/html.ts";
import { junitXml, type TestSuite } from "../../reports/junit.ts";
import { markdownOf } from "../../reports/markdown.ts";
import { outlookDocument } from "../../reports/outlook-document.ts";
import { solveDocument } from "../../reports/solve-document.ts";
import { sweepDocument } from "../../reports/sweep-document.ts";
import { objectiveSuite } from "../../reports/view/cases.ts";
import type { Chart } from "../../reports/view/charts.ts";
import type { Block } from "../../reports/view/document.ts";
import { gateSuites } from "../../reports/view/gate-cases.ts";
import { overview } from "../../reports/view/overview.ts";
import { CHECK_SCHEMA, COMPARE_SCHEMA, SOLVE_SCHEMA, SWEEP_SCHEMA } from "../index.ts";
import type { Console } from "./console.ts";
import { nameOf } from "./document-name.ts";
import { sameAgain } from "./options.ts";
import { reportPage } from "./report-page.ts";
import { offeredOf } from "./serve/offered.ts";
import { UsageError } from "./stops.ts";
import { isResult, type StoredDocument, type StoredOther, type StoredResult } from "./stored-documents.ts";

type Documents = readonly StoredDocument[];

export const REPORT_FORMS: Readonly<Record<string, (all: Documents, console: Console) => string>> = {
  md: (all) => markdownOf(documentOf(all)),
  html: (all, console) => reportPage(titleOf(all), offeredOf(all, console)),
  htmlPlain: (all) => htmlOf(titleOf(all), documentOf(all)),
  csv: (all) => estimatesCsv(resultsIn(all, "--csv").map(({ result }) => result)),
  valuesCsv: (all) => valuesCsv(resultsIn(all, "--values-csv")),
  junit: (all) => junitXml(all.flatMap(suitesOf)),
};

/** Those that have what the option asks for; at least one. */
function resultsIn(all: Documents, option: string): readonly StoredResult[] {
  const results = all.filter(isResult);
  if (results.length === 0) throw new UsageError(`${option} is of results: ${all[0]?.file} is none`);
  return results;
}

function suitesOf(stored: StoredDocument): TestSuite[] {
  if (isResult(stored)) return [objectiveSuite(stored.result)];
  return stored.other.schema === CHECK_SCHEMA ? gateSuites(stored.other) : [];
}

const titleOf = (all: Documents): string => {
  const [first] = all;
  if (!first || all.length > 1) return `${all.length} results`;
  const head = blocksOf(first).find(({ kind }) => kind === "heading");
  return head?.kind === "heading" ? head.text : nameOf(first);
};

export const documentOf = (all: Documents): Block[] => [
  ...overview(all.filter(isResult).map(({ result }) => result)),
  ...all.flatMap(blocksOf),
];

function blocksOf(stored: StoredDocument): Block[] {
  if (!isResult(stored)) return otherBlocks(stored.other);
  const { result, runs } = stored;
  const again = againOf(result);
  if (result.question === "outlook") {
    const { yearsPerReplication, replications } = result;
    return outlookDocument(result, { arguments: again, years: yearsPerReplication * replications });
  }
  return drillDocument(result, { arguments: again, runs });
}

const againOf = ({ scenario, seed }: Pick<StoredResult["result"], "scenario" | "seed">): string =>
  sameAgain(`${scenario.name}.yaml`, { set: scenario.overrides ?? [], seed });

function otherBlocks(other: StoredOther["other"]): Block[] {
  switch (other.schema) {
    case CHECK_SCHEMA:
      return checkDocument(other);
    case COMPARE_SCHEMA:
      return compareDocument(other, other.replays);
    case SWEEP_SCHEMA:
      return sweepDocument(other, { arguments: other.again });
    case SOLVE_SCHEMA:
      return solveDocument(other, { arguments: other.again });
  }
}

export interface ChartFile {
  readonly name: string;
  readonly svg: string;
}

/** One for each chart of each result: two-cities-outages.svg. */
export function chartFiles(all: Documents): ChartFile[] {
  const taken = new Map<string, number>();
  return all.flatMap((stored) =>
    chartsIn(blocksOf(stored)).map((chart) => {
      const plain = `${nameOf(stored)}-${chart.id}`.replace(/[^\w.-]+/g, "-").replace(/^\.+/, "");
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
