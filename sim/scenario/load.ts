// Scenario text → Scenario, or every diagnostic at once. Takes texts, never paths: attachments come through the loader.
import { type Diagnostic, ScenarioError } from "../config/diagnostic.ts";
import { complete } from "./complete.ts";
import { placesIn, readYaml } from "./document.ts";
import { reportIssues } from "./issues.ts";
import { plain } from "./located.ts";
import { Report } from "./report.ts";
import type { Scenario } from "./scenario.ts";
import { schema } from "./schema.ts";

export interface LoadOptions {
  /** Named in diagnostics; its base name becomes the scenario's name. */
  readonly file?: string;
  /** Texts that the scenario names, such as recordings. */
  readonly attachments?: Readonly<Record<string, string>>;
  /** `path=value`, as --set takes it; later ones win. */
  readonly overrides?: readonly string[];
}

export interface Loaded {
  /** Absent when there is an error. */
  readonly scenario?: Scenario;
  readonly diagnostics: readonly Diagnostic[];
}

export function loadScenario(text: string, options: LoadOptions = {}): Loaded {
  const file = options.file ?? "scenario.yaml";
  const report = new Report();
  const root = readYaml(text, placesIn(file, text), report);
  if (!root) return { diagnostics: report.sorted() };
  const value = plain(root);
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    reportIssues(parsed.error.issues, schema, root, value, report);
    return { diagnostics: report.sorted() };
  }
  const { expect: _texts, ...completed } = complete(parsed.data);
  const scenario: Scenario = {
    ...completed,
    name: nameOf(file),
    expect: [],
    attachments: {},
    assumptions: [],
  };
  return { scenario, diagnostics: report.sorted() };
}

/** As loadScenario, for callers that cannot go on without a scenario. Throws ScenarioError. */
export function loadScenarioOrThrow(text: string, options: LoadOptions = {}): Scenario {
  const { scenario, diagnostics } = loadScenario(text, options);
  if (!scenario) throw new ScenarioError(diagnostics);
  return scenario;
}

/** `scenarios/two-cities.yaml` → `two-cities`. */
const nameOf = (file: string): string => file.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/, "") || "scenario";
