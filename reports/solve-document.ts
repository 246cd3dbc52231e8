// The answer of solve as a document.
import type { SolveResult } from "../sim/index.ts";
import type { MarkdownOptions } from "./drill-document.ts";
import { type Block, heading, paragraph, table } from "./view/document.ts";
import { solveHeading, solveStory, TRIED_HEADS, triedRow } from "./view/solve-story.ts";

export function solveDocument(result: SolveResult, options: MarkdownOptions): Block[] {
  const { tried, confirmed, unit } = result;
  const values = (all: typeof tried): Block =>
    table(
      TRIED_HEADS,
      all.map((each) => triedRow(each, unit)),
    );
  return [
    heading(1, `${result.scenario.title}: ${result.objective}`),
    ...solveStory(result).map((text) => paragraph(text)),
    paragraph(solveHeading(result)),
    values(tried),
    ...(confirmed ? [heading(2, "The edges again, write by write"), values(confirmed)] : []),
    heading(2, "The same numbers again"),
    { kind: "command", text: `twinsite solve ${options.arguments}` },
  ];
}
