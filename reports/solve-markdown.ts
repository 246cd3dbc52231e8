// The answer of solve as a Markdown document.
import type { SolveResult } from "../sim/index.ts";
import { escaped, type MarkdownOptions, markdownGrid } from "./markdown.ts";
import { solveHeading, solveStory, TRIED_HEADS, triedRow } from "./view/solve-story.ts";

export function solveMarkdown(result: SolveResult, options: MarkdownOptions): string {
  const { tried, confirmed, unit } = result;
  const table = (values: typeof tried): string =>
    markdownGrid(
      TRIED_HEADS,
      values.map((each) => triedRow(each, unit).map(escaped)),
    );
  const parts = [
    `# ${escaped(result.scenario.title)}: ${escaped(result.objective)}`,
    ...solveStory(result).map(escaped),
    solveHeading(result),
    table(tried),
    confirmed ? `## The edges again, write by write\n\n${table(confirmed)}` : "",
    `## The same numbers again\n\n\`\`\`\ntwinsite solve ${options.arguments}\n\`\`\``,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
