// A sweep as a document: every point and every measure, what was found, and how to have it again.
import type { SweepResult } from "../sim/index.ts";
import type { MarkdownOptions } from "./drill-document.ts";
import { type Block, heading, paragraph, table } from "./view/document.ts";
import { sweepCharts } from "./view/sweep-charts.ts";
import { sameEverywhere, sweepTable, withoutValue } from "./view/sweep-rows.ts";
import { sweepHeading, sweepStory } from "./view/sweep-story.ts";

export function sweepDocument(result: SweepResult, options: MarkdownOptions): Block[] {
  const { base, points, confirmed } = result;
  const missing = withoutValue(result);
  const same = sameEverywhere(result);
  return [
    heading(1, `${result.scenario.title}: a sweep`),
    paragraph(sweepHeading(result)),
    ...sweepStory(result).map((text) => paragraph(text)),
    ...sweepCharts(result).map((chart): Block => ({ kind: "chart", chart })),
    pointTable(result, [...(base ? [base] : []), ...points]),
    paragraph(LEGEND),
    ...(same.length > 0 ? [paragraph(`The same at every point: ${same.join("; ")}.`)] : []),
    ...(missing.length > 0 ? [paragraph(`Without a value: ${missing.join("; ")}.`)] : []),
    ...(confirmed ? [heading(2, "Again, write by write"), pointTable(result, confirmed.points)] : []),
    heading(2, "The same numbers again"),
    { kind: "command", text: `twinsite sweep ${options.arguments}` },
    paragraph(`Fingerprint ${result.fingerprint}.`),
  ];
}

const LEGEND = [
  { code: "*" },
  " nothing beats it, ",
  { code: "~" },
  " chance may be all that puts it behind, ",
  { code: ">" },
  " the choice. Against the base: the mean difference per replication on the same seeds, with its 95 % interval; ±? where the differences are too few or too uneven for one.",
];

function pointTable(result: SweepResult, points: SweepResult["points"]): Block {
  const { heads, rows } = sweepTable(result, points);
  return table(
    heads.map((head) => head.join(" ").replaceAll(". ", ".")),
    rows.map(({ cells }) => cells),
  );
}
