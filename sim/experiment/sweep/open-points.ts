// Opens the design of every point. Mistakes in values point into the axis that brought them, and each is said once,
// however many points have it.
import type { Diagnostic } from "../../config/diagnostic.ts";
import { OVERRIDE_FILE } from "../../scenario/override.ts";
import { type Design, designOpener, type Hash } from "../study/design.ts";
import type { Subject } from "../study/inquiry.ts";
import type { Axis, Setting } from "./axis.ts";
import type { PointSettings } from "./points.ts";

export interface OpenedPoints {
  /** By point; empty where there are mistakes. */
  readonly subjects: readonly Subject[];
  readonly diagnostics: readonly Diagnostic[];
}

export const overrideOf = ({ path, value }: Pick<Setting, "path" | "value">): string => `${path}=${value}`;

export function openPoints(
  base: Design,
  points: readonly PointSettings[],
  { axes, hash }: { readonly axes: readonly Axis[]; readonly hash: Hash },
): OpenedPoints {
  const { file, text, attachments } = base;
  const mistakes = new Map<string, { diagnostic: Diagnostic; at: PointSettings; points: number }>();
  const subjects: Subject[] = [];
  const open = designOpener(text, { file, attachments }, hash);
  for (const settings of points) {
    const { design, scenario, diagnostics } = open([...base.overrides, ...settings.map(overrideOf)]);
    if (design && scenario) subjects.push({ design, scenario, diagnostics });
    else
      for (const each of diagnostics.filter(({ severity }) => severity === "error")) {
        const diagnostic = inAxis(each, settings, base.overrides.length, axes);
        const key = [diagnostic.file, diagnostic.line, diagnostic.column, each.code, each.message].join("\0");
        const known = mistakes.get(key);
        if (known) known.points++;
        else mistakes.set(key, { diagnostic, at: settings, points: 1 });
      }
  }
  if (mistakes.size === 0) return { subjects, diagnostics: [] };
  const isOfAxis = ({ file: name }: Diagnostic): boolean => axes.some(({ option }) => option === name);
  const diagnostics = [...mistakes.values()].map(({ diagnostic, at, points: many }) =>
    isOfAxis(diagnostic)
      ? diagnostic
      : { ...diagnostic, message: `${diagnostic.message} (${where(at, many)})` },
  );
  return { subjects: [], diagnostics };
}

const where = (settings: PointSettings, points: number): string =>
  `at ${settings.map(overrideOf).join(", ")}${points > 1 ? ` and ${points - 1} more points` : ""}`;

/** A diagnostic of an override that an axis made, with its place in the axis. */
function inAxis(
  diagnostic: Diagnostic,
  settings: PointSettings,
  before: number,
  axes: readonly Axis[],
): Diagnostic {
  const setting = settings[diagnostic.line - 1 - before];
  const axis = setting && axes.find(({ paths }) => paths.includes(setting.path));
  if (diagnostic.file !== OVERRIDE_FILE || !setting || !axis) return diagnostic;
  const line = axes.filter(({ option }) => option === axis.option).indexOf(axis) + 1;
  const place = (column: number): number => 1 + offsetIn(setting, column - 1);
  const [column, endColumn] = [place(diagnostic.column), place(diagnostic.endColumn)];
  const isMade = !isVerbatim(axis, setting) && diagnostic.column > setting.path.length + 1;
  return {
    ...diagnostic,
    file: axis.option,
    line,
    endLine: line,
    column: isMade ? 1 + setting.valueAt[0] : column,
    endColumn: isMade ? 1 + setting.valueAt[1] : endColumn,
  };
}

const isVerbatim = ({ text }: Axis, { value, valueAt }: Setting): boolean => text.slice(...valueAt) === value;

function offsetIn({ path, pathAt, valueAt }: Setting, offset: number): number {
  if (offset <= path.length) return pathAt + offset;
  return Math.min(valueAt[1], valueAt[0] + offset - path.length - 1);
}

/** The texts that the diagnostics speak of, by the name of their file. */
export function axisSources(axes: readonly Axis[]): Record<string, string> {
  const sources: Record<string, string> = {};
  for (const { option, text } of axes)
    sources[option] = sources[option] === undefined ? text : `${sources[option]}\n${text}`;
  return sources;
}
