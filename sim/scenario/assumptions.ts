// Which values in force nobody has checked for this system: presets, defaults, round trips from the map.
import type { Mark } from "../config/part.ts";
import { definitionOf, notesOf, walk } from "../config/schema-walk.ts";
import { printDuration } from "../quantity/text.ts";
import type { Completed } from "./complete.ts";
import { written } from "./prepare.ts";
import { typical } from "./presets/failure-rates.ts";
import type { Assumption, Scenario } from "./scenario.ts";
import { schema } from "./schema.ts";

/** Sections whose second level is names: the same default of several entries is one assumption. */
const NAMED = ["sites", "links", "clusters", "clients", "workload", "disruptions"];

/**
 * What a scenario takes for granted and nobody has verified. What fails by chance matters over years only: a drill
 * takes nothing of it, an outlook without `failures:` takes the typical rates.
 */
export function assumptionsOf(
  scenario: Scenario,
  question: "drill" | "outlook" = "drill",
): readonly Assumption[] {
  const isOfYears = ({ path }: Assumption): boolean => path.startsWith("failures.");
  const { assumptions, failures } = scenario;
  const own = assumptions.filter(
    (each) => question === "outlook" || failures?.coverage.inDrills || !isOfYears(each),
  );
  const all = question === "outlook" && !failures ? [...own, ...typicalFailures()] : own;
  return all.filter(({ mark }) => mark !== "verified");
}

const typicalFailures = (): Assumption[] =>
  typical.parameters.map(({ key, value, source, mark }) => ({
    path: `failures.${key}`,
    value: written(value),
    source,
    mark,
  }));

/** Every default and preset value in force, with its source; `value` is the plain scenario with presets filled in. */
export function valuesTakenForGranted(
  value: unknown,
  ofPresets: readonly Assumption[],
  completed: Completed,
): Assumption[] {
  const found: Assumption[] = [...ofPresets];
  walk(schema, value, ({ path, declared, inner, value: here, isWritten }) => {
    const { source, mark } = notesOf(declared);
    const { defaultValue } = definitionOf(declared);
    const at = path.map(String).join(".");
    if (!isWritten && defaultValue !== undefined && typeof source === "string") {
      found.push({ path: at, value: written(defaultValue), source, mark: mark as Mark });
    }
    const part = notesOf(inner);
    const kind = (here as { kind?: unknown } | undefined)?.kind;
    if (isPart(inner) && typeof kind === "string" && part.mark !== undefined && part.mark !== "verified") {
      found.push({ path: `${at}.kind`, value: kind, source: String(part.source), mark: part.mark as Mark });
    }
  });
  for (const [name, { rtt, rttEstimated }] of Object.entries(completed.links)) {
    if (!rttEstimated) continue;
    const source = "our estimate: great circle × 2.1 × 4.897 µs/km each way; measure this";
    found.push({ path: `links.${name}.rtt`, value: printDuration(rtt), source, mark: "assumption" });
  }
  return together(found);
}

const isPart = (inner: Parameters<typeof definitionOf>[0]): boolean =>
  "kind" in (definitionOf(inner).shape ?? {});

/** Entries that share field, value and source become one with `*` for the name. */
function together(assumptions: readonly Assumption[]): Assumption[] {
  const groups = new Map<string, Assumption[]>();
  for (const assumption of assumptions) {
    const key = [starred(assumption.path), assumption.value, assumption.source].join("\n");
    groups.set(key, [...(groups.get(key) ?? []), assumption]);
  }
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    return [others.length === 0 ? first : { ...first, path: starred(first.path) }];
  });
}

function starred(path: string): string {
  const [section = "", , ...rest] = path.split(".");
  if (section === "disruptions") return `disruptions.*.${rest.at(-1)}`;
  return NAMED.includes(section) ? [section, "*", ...rest].join(".") : path;
}
