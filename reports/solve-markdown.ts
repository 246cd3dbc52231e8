// The answer of solve as Markdown.
import type { SolveResult } from "../sim/index.ts";
import type { MarkdownOptions } from "./drill-document.ts";
import { markdownOf } from "./markdown.ts";
import { solveDocument } from "./solve-document.ts";

export const solveMarkdown = (result: SolveResult, options: MarkdownOptions): string =>
  markdownOf(solveDocument(result, options));
