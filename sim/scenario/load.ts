// Scenario text → Scenario, or every diagnostic at once. Takes texts, never paths: attachments come through the
// loader.
import { type Diagnostic, ScenarioError } from "../config/diagnostic.ts";
import { valuesTakenForGranted } from "./assumptions.ts";
import { attachmentNames, readAttachments, withRecordings } from "./attachments.ts";
import { Checkup } from "./checks/checkup.ts";
import { checks } from "./checks/index.ts";
import { complete } from "./complete.ts";
import { placesIn, readYaml } from "./document.ts";
import { readExpectations } from "./expectations.ts";
import { reportIssues } from "./issues.ts";
import { copyOf, type Located, plain } from "./located.ts";
import { applyOverrides } from "./override.ts";
import { prepare } from "./prepare.ts";
import { Report } from "./report.ts";
import { salvage } from "./salvage.ts";
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
  /** Everything that was written, overrides and attachments included: equal texts are equal experiments. */
  readonly canonical?: string;
  readonly diagnostics: readonly Diagnostic[];
}

export const loadScenario = (text: string, options: LoadOptions = {}): Loaded =>
  scenarioLoader(text, options)(options.overrides ?? []);

/** One text with many overrides, as a sweep has them: it is read once. */
export type ScenarioLoader = (overrides: readonly string[]) => Loaded;

export function scenarioLoader(text: string, options: Omit<LoadOptions, "overrides"> = {}): ScenarioLoader {
  const { file = "scenario.yaml", attachments = {} } = options;
  const reading = new Report();
  const tree = readYaml(text, placesIn(file, text), reading);
  return (overrides) => {
    const report = new Report();
    report.diagnostics.push(...reading.diagnostics);
    if (!tree) return { diagnostics: report.sorted() };
    const root = copyOf(tree);
    if (root.content instanceof Map) applyOverrides(root, overrides, report);
    const canonical = canonicalText(plain(root), attachments);
    const scenario = scenarioOf(root, text, { file, attachments }, report);
    const diagnostics = report.sorted();
    return scenario && !report.hasErrors ? { scenario, canonical, diagnostics } : { diagnostics };
  };
}

/** As loadScenario, for callers that cannot go on without a scenario. Throws ScenarioError. */
export function loadScenarioOrThrow(text: string, options: LoadOptions = {}): Scenario {
  const { scenario, diagnostics } = loadScenario(text, options);
  if (!scenario) throw new ScenarioError(diagnostics);
  return scenario;
}

function scenarioOf(
  root: Located,
  text: string,
  { file, attachments }: Required<Pick<LoadOptions, "file" | "attachments">>,
  report: Report,
): Scenario | undefined {
  const ofPresets = root.content instanceof Map ? prepare(root, report) : [];
  const value = plain(root);
  const parsed = schema.safeParse(value);
  if (!parsed.success) reportIssues(parsed.error.issues, schema, root, value, report);
  const expect = readExpectations(root, text, report);
  const recordings = readAttachments(root, value, attachments, report);
  const salvaged = parsed.success
    ? { settings: parsed.data, refused: [] }
    : salvage(value, parsed.error.issues);
  if (!salvaged) return undefined;
  const settings = withRecordings(salvaged.settings, recordings);
  const completed = complete(settings);
  const checkup = new Checkup(settings, completed, root, report, salvaged.refused);
  for (const check of checks) check(checkup);
  if (report.hasErrors) return undefined;
  let assumptions: Scenario["assumptions"] | undefined;
  return {
    ...completed,
    name: nameOf(file),
    expect,
    attachments: recordings,
    // Listing them costs as much as reading the schema, and whoever only runs the scenario does not ask.
    get assumptions() {
      assumptions ??= valuesTakenForGranted(value, ofPresets, completed);
      return assumptions;
    },
  };
}

/** The order of writing stays: it can matter (which link is preferred); comments, spacing and quotes do not. */
function canonicalText(value: unknown, attachments: Readonly<Record<string, string>>): string {
  const isAlone = Object.keys(attachments).length === 0;
  const used = isAlone ? [] : attachmentNames(value).map((name) => [name, attachments[name] ?? null]);
  return JSON.stringify({ scenario: value, attachments: used });
}

/** `scenarios/two-cities.yaml` → `two-cities`. */
const nameOf = (file: string): string => file.replace(/^.*[/\\]/, "").replace(/\.ya?ml$/, "") || "scenario";
