// A scenario as it travels between threads and machines: texts and overrides, never code. Equal designs are equal
// experiments whatever their comments, spacing or file names.
import type { Diagnostic } from "../../config/diagnostic.ts";
import { type LoadOptions, scenarioLoader } from "../../scenario/load.ts";
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

export const openDesign = (text: string, options: LoadOptions, hash: Hash): OpenedDesign =>
  designOpener(text, options, hash)(options.overrides ?? []);

/** Designs that differ in their overrides alone. */
export function designOpener(
  text: string,
  options: Omit<LoadOptions, "overrides">,
  hash: Hash,
): (overrides: readonly string[]) => OpenedDesign {
  const { file = "scenario.yaml", attachments = {} } = options;
  const load = scenarioLoader(text, options);
  return (overrides) => {
    const { scenario, canonical, diagnostics } = load(overrides);
    if (!scenario || canonical === undefined) return { diagnostics };
    return { design: { file, text, attachments, overrides, sha256: hash(canonical) }, scenario, diagnostics };
  };
}
