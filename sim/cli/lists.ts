// The lists: what can be written in a scenario, as entries for programs and as text for people.
import { assumptionsOf, metrics, presets } from "../index.ts";
import { aligned } from "./columns.ts";
import type { Console } from "./console.ts";
import { kindEntries } from "./kind-entries.ts";
import { openScenario } from "./scenario.ts";
import { UsageError } from "./stops.ts";

export const LISTS = ["kinds", "presets", "metrics", "assumptions"] as const;

type Entry = Readonly<Record<string, unknown>>;

export const ENTRIES: Readonly<
  Record<(typeof LISTS)[number], (file: string | undefined, console: Console) => readonly Entry[]>
> = {
  kinds: () => kindEntries() as readonly unknown[] as readonly Entry[],
  presets: () => [...presets.values()].map((preset) => ({ ...preset })),
  metrics: () =>
    [...metrics.values()].map(({ name, unit, better, family, asks, definition }) => ({
      name,
      unit,
      better,
      family,
      asks,
      definition,
    })),
  assumptions: (file, console) => {
    if (file === undefined) throw new UsageError("list assumptions needs a scenario: list assumptions FILE");
    const { scenario } = openScenario(file, [], console);
    const question = scenario.failures ? "outlook" : "drill";
    return assumptionsOf(scenario, question).map((assumption) => ({ ...assumption }));
  },
};

const words = (entry: Entry, ...keys: readonly string[]): string[] =>
  keys.map((key) => String(entry[key] ?? ""));

export const TEXTS: Readonly<
  Record<(typeof LISTS)[number], (entries: readonly Entry[], console: Console) => string>
> = {
  kinds: (entries, console) => entries.map((entry) => kindText(entry, console)).join("\n\n"),
  presets: (entries, console) => entries.map((entry) => presetText(entry, console)).join("\n\n"),
  metrics: (entries) => aligned(entries.map((entry) => words(entry, "name", "unit", "better", "definition"))),
  assumptions: (entries) =>
    entries.length === 0
      ? "none"
      : aligned(entries.map((entry) => words(entry, "path", "value", "mark", "source"))),
};

function kindText(entry: Entry, console: Console): string {
  const fields = entry.fields as readonly Entry[];
  const head = `${entry.noun}: ${console.paint("bold", String(entry.kind))}  ${entry.title}\n  source: ${entry.source}`;
  const rows = fields.map((field) => words(field, "name", "default", "mark", "description", "source"));
  return rows.length === 0 ? head : `${head}\n${aligned(rows, "  ")}`;
}

function presetText(entry: Entry, console: Console): string {
  const head = `${entry.section}: ${console.paint("bold", String(entry.name))}  ${entry.title} ${entry.version}`;
  const rows = (entry.parameters as readonly Entry[]).map(({ key, value, mark, source }) => [
    String(key),
    typeof value === "object" ? JSON.stringify(value) : String(value),
    String(mark),
    String(source),
  ]);
  return `${head}\n${aligned(rows, "  ")}`;
}
