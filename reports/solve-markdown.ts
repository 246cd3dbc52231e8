// The answer of solve as Markdown.
import type { SolveResult } from "../sim/index.ts";
import type { ReproductionOptions } from "./drill-document.ts";
import { markdownOf } from "./markdown.ts";
import { solveDocument } from "./solve-document.ts";

export const solveMarkdown = (result: SolveResult, options: ReproductionOptions): string =>
  markdownOf(solveDocument(result, options));
