// A Markdown document as the summary of a CI step: whole if it is below the limit, else cut between two parts with a
// sentence that says so.

/** GitHub refuses a summary of more than 1 MiB altogether. */
export const SUMMARY_LIMIT = 1_048_576;

const CUT =
  "**Cut here: a summary may have 1 MiB. The whole report is in the file that `twinsite report --md` writes.**";

export function stepSummary(markdown: string, limit = SUMMARY_LIMIT): string {
  const encoder = new TextEncoder();
  const sizeOf = (text: string): number => encoder.encode(text).length;
  if (sizeOf(markdown) < limit) return markdown;
  const kept: string[] = [];
  // Not even for the sentence: a step that is full says nothing more.
  if (limit <= sizeOf(CUT) + 4) return "";
  let left = limit - sizeOf(`\n\n${CUT}\n`) - 1;
  for (const part of markdown.split("\n\n")) {
    left -= sizeOf(part) + 2;
    if (left < 0) break;
    kept.push(part);
  }
  return `${[...kept, CUT].join("\n\n")}\n`;
}
