// Annotations of GitHub Actions: one `::error file=…,line=…::message` a line, read from the log of a step. The log
// keeps everything; of annotations a page shows ten, so the worst ten are given and the rest is counted.

export interface Annotation {
  readonly severity: "error" | "warning" | "notice";
  readonly message: string;
  readonly title?: string;
  /** From the root of the repository. */
  readonly file?: string;
  readonly line?: number;
  readonly endLine?: number;
  /** From 1; the end is exclusive, as in diagnostics. */
  readonly column?: number;
  readonly endColumn?: number;
}

/** A step may have ten of each sort: GitHub drops the others silently. */
export const MOST_ANNOTATIONS = 10;

/** Those given first are the worst among those of one severity. */
export function annotationsText(all: readonly Annotation[], most = MOST_ANNOTATIONS): string {
  const order = ["error", "warning", "notice"];
  const sorted = [...all].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  const shown = sorted.slice(0, most).map(commandOf);
  const left = sorted.length - shown.length;
  const more = left > 0 ? [`::notice title=twinsite::and ${left} more, all of them in the log`] : [];
  return [...shown, ...more].map((line) => `${line}\n`).join("");
}

function commandOf({ severity, message, title, file, line, endLine, column, endColumn }: Annotation): string {
  const isOneLine = line !== undefined && (endLine === undefined || endLine === line);
  const properties = {
    file: file?.replaceAll("\\", "/").replace(/^\.\//, ""),
    line,
    endLine,
    // Columns of a range over several lines are refused, and GitHub's end is inclusive.
    col: isOneLine ? column : undefined,
    endColumn:
      isOneLine && column !== undefined && endColumn !== undefined
        ? Math.max(column, endColumn - 1)
        : undefined,
    title,
  };
  const pairs = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${escapedProperty(String(value))}`],
  );
  return `::${severity}${pairs.length > 0 ? ` ${pairs.join(",")}` : ""}::${escapedData(message)}`;
}

/** As the runner takes it apart (actions/toolkit, command.ts). */
const escapedData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapedProperty = (text: string): string =>
  escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
