// Recordings that a scenario names: CSV texts given to the loader. A column of instants says its unit in its header
// (`arrival_us`, `time_ms`, `t_s`), and so does one of durations in any order (`repair_h`). Leaves out: quoted cells
// with line breaks, dates.
import { suggestion } from "../config/nearest.ts";
import { notesOf, walk } from "../config/schema-walk.ts";
import type { ColumnName } from "../quantity/distribution.ts";
import { shown } from "../quantity/text.ts";
import { placesIn } from "./document.ts";
import { type Located, nodeAt, type Path, valueSpan } from "./located.ts";
import type { Report } from "./report.ts";
import type { Recording } from "./scenario.ts";
import { schema } from "./schema.ts";

/** What a column holds: instants that never decrease, or durations in any order. */
interface Sort {
  readonly unit: RegExp;
  readonly one: string;
  readonly all: string;
  readonly named: string;
}
const MICROS: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1e3,
  s: 1e6,
  min: 60e6,
  h: 3600e6,
  d: 86_400e6,
};
const INSTANTS: Sort = {
  unit: /_(us|ms|s)$/,
  one: "an instant",
  all: "instants are numbers that never decrease",
  named: "arrival_us, arrival_ms or arrival_s",
};
const DURATIONS: Sort = {
  unit: /_(us|ms|s|min|h|d)$/,
  one: "a duration",
  all: "durations are numbers, not negative",
  named: "repair_s, repair_min, repair_h or repair_d",
};
const BYTES_MAX = 256 * 2 ** 20;
/** A wrong file has a problem in every line: the first few say enough. */
const PROBLEMS_MAX = 5;

/** The columns in use, by attachment; problems are reported at the line of the CSV or at the name in the scenario. */
export function readAttachments(
  root: Located,
  value: unknown,
  texts: Readonly<Record<string, string>>,
  report: Report,
): Record<string, Recording> {
  const recordings: Record<string, Recording> = {};
  walk(schema, value, ({ path, inner, value: name }) => {
    if (notesOf(inner).isAttachment !== true || typeof name !== "string") return;
    const span = valueSpan(nodeAt(root, path) ?? root);
    if (!Object.hasOwn(texts, name)) {
      const hint = suggestion(name, Object.keys(texts), "attachments");
      report.add("TWIN1022", span, path, `there is no attachment \`${shown(name)}\``, { hint });
      return;
    }
    const columnPath = [...path.slice(0, -1), "column"];
    const column = nodeAt(root, columnPath)?.content;
    const wanted = typeof column === "string" ? column : undefined;
    const sort = notesOf(inner).isSample === true ? DURATIONS : INSTANTS;
    const read = readColumn(name, texts[name] ?? "", wanted, { root, columnPath, span, report, sort });
    if (!read) return;
    const columns = [...(recordings[name]?.columns ?? []), read].filter(
      ({ header }, index, list) => list.findIndex((other) => other.header === header) === index,
    );
    recordings[name] = { columns };
  });
  return recordings;
}

/** The attachments that a plain scenario names, each once, in order. */
export function attachmentNames(value: unknown): string[] {
  const names = new Set<string>();
  walk(schema, value, ({ inner, value: name }) => {
    if (notesOf(inner).isAttachment === true && typeof name === "string") names.add(name);
  });
  return [...names].sort();
}

interface Place {
  readonly root: Located;
  readonly columnPath: Path;
  readonly span: ReturnType<typeof valueSpan>;
  readonly report: Report;
  readonly sort: Sort;
}

function readColumn(file: string, text: string, wanted: string | undefined, place: Place) {
  const { report, columnPath, root, sort } = place;
  if (text.length > BYTES_MAX) {
    report.add("TWIN1023", place.span, columnPath, `\`${file}\` is larger than 256 MiB`, {
      hint: "record less",
    });
    return undefined;
  }
  const [head = "", ...lines] = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const headers = cells(head);
  const header = wanted ?? headers.find((name) => sort.unit.test(name));
  const index = header === undefined ? -1 : headers.indexOf(header);
  const unit = sort.unit.exec(header ?? "")?.[1];
  if (index < 0 && wanted !== undefined) {
    const span = valueSpan(nodeAt(root, columnPath) ?? root);
    report.add("TWIN1023", span, columnPath, `\`${file}\` has no column \`${shown(wanted)}\``, {
      hint: suggestion(wanted, headers, "columns"),
    });
    return undefined;
  }
  if (unit === undefined || header === undefined) {
    report.add(
      "TWIN1023",
      placesIn(file, text)(0, head.length),
      columnPath,
      `no column of ${sort === INSTANTS ? "instants" : "durations"} with a unit`,
      {
        hint: `name it with its unit: ${sort.named}`,
      },
    );
    return undefined;
  }
  const values = readTimes(file, lines, { index, factor: MICROS[unit] ?? 1, sort }, report, columnPath);
  return values && { header, values };
}

function readTimes(
  file: string,
  lines: readonly string[],
  { index, factor, sort }: { readonly index: number; readonly factor: number; readonly sort: Sort },
  report: Report,
  path: Path,
): number[] | undefined {
  const values: number[] = [];
  let problems = 0;
  for (const [offset, line] of lines.entries()) {
    if (line.trim() === "" || problems >= PROBLEMS_MAX) continue;
    const cell = cells(line)[index] ?? "";
    const value = cell === "" ? Number.NaN : Number(cell) * factor;
    const before = values.at(-1) ?? 0;
    const problem =
      !Number.isFinite(value) || value < 0
        ? `\`${shown(cell)}\` is not ${sort.one}`
        : sort === INSTANTS && value < before
          ? `\`${shown(cell)}\` is earlier than the line before`
          : undefined;
    if (problem === undefined) values.push(value);
    else {
      problems++;
      const span = {
        file,
        line: offset + 2,
        column: 1,
        endLine: offset + 2,
        endColumn: Math.max(2, line.length + 1),
      };
      report.add("TWIN1023", span, path, problem, { hint: sort.all });
    }
  }
  const isEmpty =
    sort === INSTANTS ? values.length < 2 || values.at(-1) === values[0] : !values.some((x) => x > 0);
  if (problems === 0 && isEmpty) {
    const span = { file, line: 1, column: 1, endLine: 1, endColumn: 2 };
    report.add(
      "TWIN1023",
      span,
      path,
      `a recording needs ${sort === INSTANTS ? "at least two different instants" : "a duration above zero"}`,
      {
        hint: "record longer",
      },
    );
    return undefined;
  }
  return problems === 0 ? values : undefined;
}

const cells = (line: string): string[] =>
  line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));

/** Fills the recorded distributions of a part of the settings with the columns that they name. */
export function withRecordings<Part>(part: Part, recordings: Readonly<Record<string, Recording>>): Part {
  if (Array.isArray(part)) return part.map((inner) => withRecordings(inner, recordings)) as Part;
  if (typeof part !== "object" || part === null) return part;
  if ("kind" in part && part.kind === "recorded" && "from" in part) {
    const { file, column } = part.from as ColumnName;
    const columns = Object.hasOwn(recordings, file) ? (recordings[file]?.columns ?? []) : [];
    const named = columns.find(({ header }) =>
      column === undefined ? DURATIONS.unit.test(header) : header === column,
    );
    return { ...part, values: named?.values ?? [] };
  }
  const entries = Object.entries(part).map(([key, inner]) => [key, withRecordings(inner, recordings)]);
  return Object.fromEntries(entries) as Part;
}
