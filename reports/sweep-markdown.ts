// A sweep as a Markdown document: every point and every measure, what was found, and how to have it again.
import type { SweepResult } from "../sim/index.ts";
import { escaped, type MarkdownOptions, markdownGrid } from "./markdown.ts";
import { sameEverywhere, sweepTable, withoutValue } from "./view/sweep-rows.ts";
import { sweepHeading, sweepStory } from "./view/sweep-story.ts";

export function sweepMarkdown(result: SweepResult, options: MarkdownOptions): string {
  const { base, points, confirmed } = result;
  const missing = withoutValue(result);
  const same = sameEverywhere(result);
  const parts = [
    `# ${escaped(result.scenario.title)}: a sweep`,
    sweepHeading(result),
    ...sweepStory(result).map(escaped),
    table(result, [...(base ? [base] : []), ...points]),
    LEGEND,
    same.length > 0 ? `The same at every point: ${escaped(same.join("; "))}.` : "",
    missing.length > 0 ? `Without a value: ${escaped(missing.join("; "))}.` : "",
    confirmed ? `## Again, write by write\n\n${table(result, confirmed.points)}` : "",
    `## The same numbers again\n\n\`\`\`\ntwinsite sweep ${options.arguments}\n\`\`\`\n\nFingerprint ${result.fingerprint}.`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const LEGEND =
  "`*` nothing beats it, `~` chance may be all that puts it behind, `>` the choice. Against the base: the mean difference per " +
  "replication on the same seeds, with its 95 % interval; ±? where the differences are too few or too uneven for one.";

function table(result: SweepResult, points: SweepResult["points"]): string {
  const { heads, rows } = sweepTable(result, points);
  return markdownGrid(
    heads.map((head) => escaped(head.join(" ").replaceAll(". ", "."))),
    rows.map(({ cells }) => cells.map(escaped)),
  );
}
