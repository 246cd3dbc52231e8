// The gate as Markdown, for the summary of a pipeline's step.
import type { CheckResult } from "../sim/index.ts";
import { checkDocument } from "./check-document.ts";
import { markdownOf } from "./markdown.ts";

export const checkMarkdown = (result: CheckResult): string => markdownOf(checkDocument(result));
