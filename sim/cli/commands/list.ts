// list: what can be written in a scenario, with defaults, sources and how far they were checked.
import { assumptionsOf, metricDefinitions, presets } from "../../index.ts";
import { aligned } from "../columns.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { kindEntries } from "../kind-entries.ts";
import type { CommonOptions } from "../options.ts";
import { openScenario } from "../scenario.ts";
import { UsageError } from "../stops.ts";

export const LISTS = ["kinds", "presets", "metrics", "assumptions"] as const;

export function list(
  what: string,
  file: string | undefined,
  options: CommonOptions,
  console: Console,
): ExitCode {
  const found = LISTS.find((each) => each === what);
  if (!found) throw new UsageError(`there is no list of ${what}; there are: ${LISTS.join(", ")}`);
  const entries = ENTRIES[found](file, console);
  if (options.json) console.json({ schema: "twinsite/list/v1", list: found, entries });
  else console.result(`${TEXTS[found](entries, console)}\n`);
  return ExitCode.ok;
}

type Entry = Readonly<Record<string, unknown>>;

const ENTRIES: Readonly<
  Record<(typeof LISTS)[number], (file: string | undefined, console: Console) => readonly Entry[]>
> = {
  kinds: () => kindEntries() as readonly unknown[] as readonly Entry[],
  presets: () => [...presets.values()].map((preset) => ({ ...preset })),
  metrics: () => metricDefinitions().map((definition) => ({ ...definition })),
  assumptions: (file, console) => {
    if (file === undefined) throw new UsageError("list assumptions needs a scenario: list assumptions FILE");
    return assumptionsOf(openScenario(file, [], console).scenario).map((assumption) => ({ ...assumption }));
  },
};

const words = (entry: Entry, ...keys: readonly string[]): string[] =>
  keys.map((key) => String(entry[key] ?? ""));

const TEXTS: Readonly<
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
