// validate: every diagnostic of every file, at once. A folder stands for the scenarios in it. For people, or as JSON,
// SARIF or annotations of GitHub.
import { annotationsText } from "../../../reports/annotations.ts";
import { diagnosticAnnotations, diagnosticsText, tally } from "../../../reports/diagnostics.ts";
import { sarifLog } from "../../../reports/sarif.ts";
import { codes, type Diagnostic, ENGINE_VERSION, loadScenario } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { readScenario } from "../files.ts";
import type { CommonOptions } from "../options.ts";
import { UsageError } from "../stops.ts";
import { scenarioFiles } from "../subject.ts";

export const VALIDATE_FORMATS = ["text", "json", "sarif", "github"] as const;

export interface ValidateOptions extends CommonOptions {
  readonly set: readonly string[];
  readonly format?: (typeof VALIDATE_FORMATS)[number];
}

interface Checked {
  readonly file: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly valid: boolean;
}

export function validate(paths: readonly string[], options: ValidateOptions, console: Console): ExitCode {
  const checked = paths.flatMap(scenarioFiles).map((file) => {
    const { text, attachments, file: name } = readScenario(file, options.set);
    const { diagnostics } = loadScenario(text, { file: name, attachments, overrides: options.set });
    return {
      file: name,
      text,
      diagnostics,
      valid: diagnostics.every(({ severity }) => severity === "warning"),
    };
  });
  print(checked, formatOf(options), console);
  return checked.every(({ valid }) => valid) ? ExitCode.ok : ExitCode.invalidScenario;
}

function formatOf({ json, format }: ValidateOptions): (typeof VALIDATE_FORMATS)[number] {
  if (json && format !== undefined && format !== "json")
    throw new UsageError(`--json is --format json, and --format ${format} is another; give one of them`);
  return json ? "json" : (format ?? "text");
}

function print(
  checked: readonly Checked[],
  format: (typeof VALIDATE_FORMATS)[number],
  console: Console,
): void {
  if (format === "json") {
    const files = checked.map(({ file, valid, diagnostics }) => ({ file, valid, diagnostics }));
    console.json({ schema: "twinsite/validation/v1", valid: files.every(({ valid }) => valid), files });
  } else if (format === "sarif") {
    console.json(sarifLog(checked.flatMap(inFile), { version: ENGINE_VERSION, codes }));
  } else {
    for (const { file, text, diagnostics } of checked) show(file, text, diagnostics, console);
    if (format === "github")
      console.result(annotationsText(diagnosticAnnotations(checked.flatMap(inFile), codes)));
  }
}

/** What --set got wrong stands in no file: it is shown at the head of the scenario that it changes. */
const inFile = ({ file, diagnostics }: Checked): Diagnostic[] =>
  diagnostics.map((diagnostic) =>
    diagnostic.file === file
      ? diagnostic
      : {
          ...withoutFix(diagnostic),
          ...{ file, line: 1, column: 1, endLine: 1, endColumn: 1 },
          message: `${diagnostic.file}: ${diagnostic.message}`,
        },
  );

const withoutFix = ({ fix: _, ...others }: Diagnostic): Diagnostic => others;

function show(file: string, text: string, diagnostics: readonly Diagnostic[], console: Console): void {
  if (diagnostics.length > 0) {
    console.result(`${diagnosticsText(diagnostics, { [file]: text }, console.paint)}\n\n`);
  }
  console.result(`${file}: ${tally(diagnostics)}\n`);
}
