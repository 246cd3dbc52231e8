// An outlook as Markdown.
import type { OutlookResult } from "../sim/index.ts";
import { markdownOf } from "./markdown.ts";
import { type OutlookDocumentOptions, outlookDocument } from "./outlook-document.ts";

export const outlookMarkdown = (result: OutlookResult, options: OutlookDocumentOptions): string =>
  markdownOf(outlookDocument(result, options));
