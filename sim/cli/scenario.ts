// A scenario from the command line: read, loaded, its warnings shown; errors are thrown with the text they speak of.
import { diagnosticsText } from "../../reports/diagnostics.ts";
import { type Design, type Diagnostic, openDesign, type Scenario, type WorkerSetup } from "../index.ts";
import type { Console } from "./console.ts";
import { readScenario, type ScenarioText } from "./files.ts";
import { sha256 } from "./sha256.ts";

export interface OpenedScenario {
  readonly source: ScenarioText;
  readonly design: Design;
  readonly scenario: Scenario;
  readonly warnings: readonly Diagnostic[];
  readonly setup: WorkerSetup;
}

/** The scenario has errors; `sources` is for the code frames. */
export class InvalidScenario extends Error {
  override readonly name = "InvalidScenario";
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: Readonly<Record<string, string>>;

  constructor(diagnostics: readonly Diagnostic[], sources: Readonly<Record<string, string>>) {
    super("the scenario is not valid");
    this.diagnostics = diagnostics;
    this.sources = sources;
  }
}

export function openScenario(file: string, overrides: readonly string[], console: Console): OpenedScenario {
  const source = readScenario(file, overrides);
  const options = { file: source.file, attachments: source.attachments, overrides };
  const { design, scenario, diagnostics } = openDesign(source.text, options, sha256);
  const sources = { [source.file]: source.text };
  if (!design || !scenario) throw new InvalidScenario(diagnostics, sources);
  if (diagnostics.length > 0) console.note(`${diagnosticsText(diagnostics, sources, console.paintNote)}\n`);
  return { source, design, scenario, warnings: diagnostics, setup: { text: source.text, options } };
}
