// A scenario as it travels between threads and machines: texts and overrides, never code. Equal designs are equal
// experiments whatever their comments, spacing or file names.
import type { Diagnostic } from "../../config/diagnostic.ts";
import { type LoadOptions, loadScenario } from "../../scenario/load.ts";
import type { Scenario } from "../../scenario/scenario.ts";

/** Text → digest in hexadecimal. Whoever can hash passes it in: Node and the browser do it differently. */
export type Hash = (text: string) => string;

export interface Design {
  /** As named on the command line; its base name is the scenario's. */
  readonly file: string;
  readonly text: string;
  readonly attachments: Readonly<Record<string, string>>;
  readonly overrides: readonly string[];
  /** Of everything that is written, overrides and attachments included, comments excluded. */
  readonly sha256: string;
}

export interface OpenedDesign {
  /** Both are absent when there is an error. */
  readonly design?: Design;
  readonly scenario?: Scenario;
  readonly diagnostics: readonly Diagnostic[];
}

export function openDesign(text: string, options: LoadOptions, hash: Hash): OpenedDesign {
  const { file = "scenario.yaml", attachments = {}, overrides = [] } = options;
  const { scenario, canonical, diagnostics } = loadScenario(text, options);
  if (!scenario || canonical === undefined) return { diagnostics };
  return { design: { file, text, attachments, overrides, sha256: hash(canonical) }, scenario, diagnostics };
}
