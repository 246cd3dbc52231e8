// Diagnostics as a person reads them: one after the other, the first line coloured by severity, and how many
// there are.
import { type CodeText, type Diagnostic, renderDiagnostic } from "../sim/index.ts";
import type { Annotation } from "./annotations.ts";
import type { Style } from "./terminal.ts";

/** `sources`: the text of each file by the name that the diagnostics use. */
export function diagnosticsText(
  diagnostics: readonly Diagnostic[],
  sources: Readonly<Record<string, string>>,
  paint: (style: Style, text: string) => string,
): string {
  const texts = diagnostics.map((diagnostic) => {
    const [head = "", ...rest] = renderDiagnostic(diagnostic, sources[diagnostic.file]).split("\n");
    return [paint(diagnostic.severity === "error" ? "red" : "yellow", head), ...rest].join("\n");
  });
  return texts.join("\n\n");
}

/** "2 errors, 1 warning". */
export function tally(diagnostics: readonly Diagnostic[]): string {
  const of = (severity: Diagnostic["severity"]): number =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const some = (count: number, word: string): string[] =>
    count === 0 ? [] : [`${count} ${word}${count > 1 ? "s" : ""}`];
  return [...some(of("error"), "error"), ...some(of("warning"), "warning")].join(", ") || "no problems";
}

/** On the lines of the scenario, in the order in which they were found. */
export const diagnosticAnnotations = (
  diagnostics: readonly Diagnostic[],
  codes: ReadonlyMap<string, CodeText>,
): Annotation[] =>
  diagnostics.map(({ code, message, hint, ...place }) => ({
    ...place,
    title: `${code} ${codes.get(code)?.title ?? ""}`.trimEnd(),
    message: hint ? `${message}\n${hint}` : message,
  }));
