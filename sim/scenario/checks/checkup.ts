// What a check sees: the settings as parsed and completed, the names written in the file, and where everything
// is written. A check that would speak about a part already refused by the schema stays silent.
import type { DiagnosticCode } from "../../config/diagnostic.ts";
import { guess, suggestion } from "../../config/nearest.ts";
import type { Completed } from "../complete.ts";
import { childAt, headOf, type Located, nearestAt, type Path, pathText, valueSpan } from "../located.ts";
import type { Notes, Report } from "../report.ts";
import type { Settings } from "../schema.ts";

export type Section = "sites" | "links" | "clusters" | "clients" | "workload" | "disruptions";

export class Checkup {
  /** As written. */
  readonly settings: Settings;
  /** With everything derived. */
  readonly completed: Completed;
  readonly root: Located;
  readonly #report: Report;
  readonly #refused: readonly Path[];

  constructor(
    settings: Settings,
    completed: Completed,
    root: Located,
    report: Report,
    refused: readonly Path[],
  ) {
    this.settings = settings;
    this.completed = completed;
    this.root = root;
    this.#report = report;
    this.#refused = refused;
  }

  /** Names written in a section, whether or not the rest of the entry is right. */
  names(section: Section): string[] {
    const node = childAt(this.root, section);
    return node?.content instanceof Map ? [...node.content.keys()] : [];
  }

  /** Reports a problem with the value at `path`, or with what is missing there. */
  problem(code: DiagnosticCode, path: Path, message: string, notes: Notes = {}): void {
    if (this.#refused.some((refused) => isWithin(refused, path) || isWithin(path, refused))) return;
    const { node, depth } = nearestAt(this.root, path);
    const isWhole = depth < path.length || (node.content instanceof Map && node.key !== undefined);
    this.#report.add(code, isWhole ? headOf(node) : valueSpan(node), path, message, notes);
  }

  warning(code: DiagnosticCode, path: Path, message: string, hint?: string): void {
    this.problem(code, path, message, { severity: "warning", hint });
  }

  /** Reports a problem with the key itself. */
  atKey(code: DiagnosticCode, path: Path, message: string, notes: Notes = {}): void {
    if (this.#refused.some((refused) => isWithin(path, refused))) return;
    this.#report.add(code, headOf(nearestAt(this.root, path).node), path, message, notes);
  }

  /** Reports a name that is written nowhere; said even of entries that are refused for another reason. */
  unknown(path: Path, name: string, known: readonly string[], noun: string, isKey = false): void {
    const at = pathText(path);
    if (this.#report.diagnostics.some((earlier) => earlier.path === at)) return;
    const { node } = nearestAt(this.root, path);
    const notes = { hint: suggestion(name, known, `${noun}s`), ...guess(name, known) };
    this.#report.add(
      "TWIN1020",
      isKey ? headOf(node) : valueSpan(node),
      path,
      `unknown ${noun} \`${name}\``,
      notes,
    );
  }

  /** Whether nothing of a section was refused: what is not there may have been meant to be. */
  isComplete(section: Section): boolean {
    return !this.#refused.some(([first]) => first === section);
  }
}

const isWithin = (inner: Path, outer: Path): boolean =>
  `${pathText(inner)}.`.startsWith(outer.length === 0 ? "" : `${pathText(outer)}.`);

export type Check = (checkup: Checkup) => void;
