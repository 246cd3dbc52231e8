// validate: every diagnostic of every file, at once. A folder stands for the scenarios in it.
import { diagnosticsText, tally } from "../../../reports/diagnostics.ts";
import { type Diagnostic, loadScenario } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { readScenario } from "../files.ts";
import type { CommonOptions } from "../options.ts";
import { scenarioFiles } from "../subject.ts";

export interface ValidateOptions extends CommonOptions {
  readonly set: readonly string[];
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
  if (options.json) {
    const files = checked.map(({ file, valid, diagnostics }) => ({ file, valid, diagnostics }));
    console.json({ schema: "twinsite/validation/v1", valid: files.every(({ valid }) => valid), files });
  } else {
    for (const { file, text, diagnostics } of checked) show(file, text, diagnostics, console);
  }
  return checked.every(({ valid }) => valid) ? ExitCode.ok : ExitCode.invalidScenario;
}

function show(file: string, text: string, diagnostics: readonly Diagnostic[], console: Console): void {
  if (diagnostics.length > 0) {
    console.result(`${diagnosticsText(diagnostics, { [file]: text }, console.paint)}\n\n`);
  }
  console.result(`${file}: ${tally(diagnostics)}\n`);
}
