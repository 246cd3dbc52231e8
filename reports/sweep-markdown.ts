// A sweep as Markdown.
import type { SweepResult } from "../sim/index.ts";
import type { MarkdownOptions } from "./drill-document.ts";
import { markdownOf } from "./markdown.ts";
import { sweepDocument } from "./sweep-document.ts";

export const sweepMarkdown = (result: SweepResult, options: MarkdownOptions): string =>
  markdownOf(sweepDocument(result, options));
