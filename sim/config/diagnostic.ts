// What is wrong in a scenario, where exactly, and what was probably meant. The same object feeds the terminal,
// JSON, SARIF and annotations. Lines and columns count from 1, columns in UTF-16 units, the end is exclusive.

export type DiagnosticCode = `TWIN${number}`;

export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The place in the scenario, in the notation of --set: `links.carrier-1.rtt`. */
  readonly path: string;
  /** What would be right: the nearest name, the known names, the units. */
  readonly hint?: string;
  /** A replacement of the range. `sure` ones may be applied without asking. */
  readonly fix?: { readonly text: string; readonly applicability: "sure" | "guess" };
}

/** The user's mistakes, all of them at once. */
export class ScenarioError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const lines = diagnostics
      .filter(({ severity }) => severity === "error")
      .map((d) => `${d.file}:${d.line}:${d.column} ${d.code} ${d.message}${d.hint ? ` (${d.hint})` : ""}`);
    super(lines.join("\n"));
    this.name = "ScenarioError";
    this.diagnostics = diagnostics;
  }
}
