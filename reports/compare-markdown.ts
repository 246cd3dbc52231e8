// A comparison as a Markdown document: the terminal's views with every metric.
import type { Comparison } from "../sim/index.ts";
import { type ComparedReplays, changesText } from "./compare-terminal.ts";
import { escaped, markdownGrid } from "./markdown.ts";
import { compareRows } from "./view/compare-rows.ts";

export function compareMarkdown(comparison: Comparison, replays: ComparedReplays | undefined): string {
  const { old, new: next, seed, replications, resolution, onlyOld, onlyNew, largest } = comparison;
  const rows = compareRows(comparison, true).map((row) => [
    row.disruption === "" ? "nothing breaks" : escaped(row.disruption),
    escaped(row.metric),
    escaped(row.old),
    escaped(row.new),
    escaped(row.difference),
    escaped(row.word),
  ]);
  const only = (names: readonly string[], who: string): string =>
    names.length === 0 ? "" : `Only in ${escaped(who)}: ${names.map(escaped).join(", ")}.`;
  const parts = [
    `# ${escaped(old.name)} and ${escaped(next.name)}`,
    `Old: ${escaped(old.title)} (${escaped(old.file)}). New: ${escaped(next.title)} (${escaped(next.file)}). Seed ${escaped(seed)}, ${replications} pairs of runs, ${resolution}.`,
    `\`\`\`text\n${changesText(comparison, (_, text) => text)}\n\`\`\``,
    markdownGrid(["disruption", "metric", "old", "new", "difference (95 %)", "new is"], rows),
    only(onlyOld, old.name),
    only(onlyNew, next.name),
    largest && replays
      ? `The largest difference is in run ${largest.replication}:\n\n\`${replays.old}\`\n\n\`${replays.new}\``
      : "",
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}
