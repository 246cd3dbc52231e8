// A comparison as Markdown: the terminal's views with every metric.
import type { Comparison } from "../sim/index.ts";
import { compareDocument } from "./compare-document.ts";
import type { ComparedReplays } from "./compare-terminal.ts";
import { markdownOf } from "./markdown.ts";

export const compareMarkdown = (comparison: Comparison, replays: ComparedReplays | undefined): string =>
  markdownOf(compareDocument(comparison, replays));
