// Collects the diagnostics of one load.
import type { Diagnostic, DiagnosticCode } from "../config/diagnostic.ts";
import { type Path, pathText, type Span } from "./located.ts";

/** What a diagnostic may say beside its message. */
export interface Notes {
  readonly hint?: string | undefined;
  readonly severity?: "error" | "warning";
  readonly fix?: Diagnostic["fix"];
}

export class Report {
  readonly diagnostics: Diagnostic[] = [];

  add(code: DiagnosticCode, span: Span, path: Path, message: string, notes: Notes = {}): void {
    const { hint, severity = "error", fix } = notes;
    const { file, line, column, endLine, endColumn } = span;
    this.diagnostics.push({
      code,
      severity,
      message,
      file,
      line,
      column,
      endLine,
      endColumn,
      path: pathText(path),
      ...(hint === undefined ? {} : { hint }),
      ...(fix === undefined ? {} : { fix }),
    });
  }

  get hasErrors(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "error");
  }

  /** In the order of the text; the same message about the same place once. */
  sorted(): Diagnostic[] {
    const seen = new Set<string>();
    const once = this.diagnostics.filter((d) => {
      const key = `${d.file}:${d.line}:${d.column}:${d.code}:${d.message}`;
      return !seen.has(key) && seen.add(key);
    });
    return once.sort(
      (a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) || a.line - b.line || a.column - b.column,
    );
  }
}
