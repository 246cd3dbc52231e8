// The differences between two scenarios, by path: what was in force, what is now, and where it is written. Presets and
// defaults count: a scenario that names another preset differs in all that the preset sets otherwise.
import type { Span } from "../../scenario/located.ts";
import { placesOf } from "../../scenario/places.ts";
import type { Scenario } from "../../scenario/scenario.ts";
import type { Design } from "../study/design.ts";
import { type Edit, editsBetween, textOf } from "./edits.ts";

export interface ScenarioChange {
  /** In the notation of --set: `clients.east.redirect.ttl`. */
  readonly path: string;
  /** As written, or as the default or preset has it. Both are absent for a value that only follows from others. */
  readonly old?: string;
  readonly new?: string;
  /** False: it follows from what was written: a preset, a default, a derived value. */
  readonly isWritten: boolean;
  /** In the new scenario: the field, or what it stands in. `--set` is the file of an override. */
  readonly place: Span;
  /** In the old scenario. */
  readonly oldPlace: Span;
}

export interface Version {
  readonly design: Design;
  readonly scenario: Scenario;
}

export interface Differences {
  readonly edits: readonly Edit[];
  /** The edits first, in their order, then what follows from them. */
  readonly changes: readonly ScenarioChange[];
}

export function differencesBetween(old: Version, next: Version): Differences {
  const edits = editsBetween(old.design, next.design);
  const [place, oldPlace] = [placesOf(next.design.text, next.design), placesOf(old.design.text, old.design)];
  const placed = (path: readonly string[]) => ({
    path: path.join("."),
    place: place(path),
    oldPlace: oldPlace(path),
  });
  const written = edits.map((edit): ScenarioChange => {
    const values = {
      old: edit.old === undefined ? valueAt(old.scenario, edit.path) : textOf(edit.old),
      new: edit.new === undefined ? valueAt(next.scenario, edit.path) : textOf(edit.new),
    };
    return { ...placed(edit.path), ...known(values), isWritten: true };
  });
  const following = followers(old.scenario, next.scenario)
    .filter((path) => !edits.some((edit) => covers(edit.path, path)))
    .map(
      (path): ScenarioChange => ({
        ...placed(path),
        ...known({ old: valueAt(old.scenario, path), new: valueAt(next.scenario, path) }),
        isWritten: false,
      }),
    );
  return { edits, changes: [...written, ...following] };
}

const known = (values: { readonly old: string | undefined; readonly new: string | undefined }) => ({
  ...(values.old !== undefined && { old: values.old }),
  ...(values.new !== undefined && { new: values.new }),
});

/** Not of the system: words, what is expected of it, and what is known of it. */
const APART = ["name", "title", "question", "twinsite", "expect", "attachments", "assumptions"];

/** Leaves of the completed scenarios that differ. */
function followers(old: Scenario, next: Scenario): string[][] {
  const [before, after] = [leavesOf(old), leavesOf(next)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => path.split("\n"))
    .filter(([section = ""]) => !APART.includes(section));
}

function leavesOf(scenario: Scenario): Map<string, string> {
  const leaves = new Map<string, string>();
  const visit = (value: unknown, path: string): void => {
    const isBranch = typeof value === "object" && value !== null && !Array.isArray(value);
    if (!isBranch) leaves.set(path, JSON.stringify(value));
    else
      for (const [key, inner] of Object.entries(value)) visit(inner, path === "" ? key : `${path}\n${key}`);
  };
  visit(scenario, "");
  return leaves;
}

/** Short forms are completed: the list `disruptions.site-loss` becomes `disruptions.site-loss.faults`. */
const covers = (edit: readonly string[], path: readonly string[]): boolean => {
  const isDisruption = edit[0] === "disruptions";
  return edit.slice(0, isDisruption ? 2 : undefined).every((segment, i) => path[i] === segment);
};

/** As a default or a preset has it, in the user's notation. */
function valueAt({ assumptions }: Scenario, path: readonly string[]): string | undefined {
  const fits = (pattern: string): boolean => {
    const segments = pattern.split(".");
    return segments.length === path.length && segments.every((each, i) => each === "*" || each === path[i]);
  };
  return assumptions.find((assumption) => fits(assumption.path))?.value;
}
