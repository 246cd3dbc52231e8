// What was learned as YAML: every value below a comment that says what it rests on. The same fields as overrides.
import type { LearnedField, Observation, Reading, Unlearned, Written } from "./measurement.ts";

interface Fragment {
  readonly files: readonly Pick<Reading, "file" | "kind" | "lines" | "remarks">[];
  readonly fields: readonly LearnedField[];
  readonly observed: readonly Observation[];
  readonly unlearned: readonly Unlearned[];
}

const WIDTH = 110;

export function fragmentText({ files, fields, observed, unlearned }: Fragment): string {
  const heading = [
    "# Measured values, to be merged into a scenario; twinsite calibrate made them from:",
    ...files.map(({ file, kind, lines }) => `#   ${file}: ${kind}, ${lines.used} of ${lines.of} lines used`),
    ...files.flatMap(({ file, remarks }) =>
      remarks.flatMap((remark) => comment(`${file}: ${remark}`, "# note: ")),
    ),
  ];
  const seen = observed.map(({ what, value, unit, range, file }) => {
    const between = range ? `, 95 %: ${shown(range.low)} to ${shown(range.high)}` : "";
    return `#   ${what}: ${shown(value)} ${unit === "count" ? "" : unit}${between} (${file})`.replace(
      / +(?=[,(])/,
      " ",
    );
  });
  const open = unlearned.flatMap(({ what, because, file }) =>
    comment(`${what}: ${because} (${file})`, "#   "),
  );
  return [
    ...heading,
    ...mapping(treeOf(fields), ""),
    ...(seen.length > 0
      ? ["# Seen, and in no field of a scenario; set it beside the metrics of a run:", ...seen]
      : []),
    ...(open.length > 0 ? ["# Could not learn:", ...open] : []),
    "",
  ].join("\n");
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));

interface Branch {
  readonly children: Map<string, Branch>;
  field?: LearnedField;
}

function treeOf(fields: readonly LearnedField[]): Branch {
  const root: Branch = { children: new Map() };
  for (const field of fields) {
    let branch = root;
    for (const key of field.path) {
      const child = branch.children.get(key) ?? { children: new Map() };
      branch.children.set(key, child);
      branch = child;
    }
    branch.field = field;
  }
  return root;
}

function mapping({ children }: Branch, indent: string): string[] {
  return [...children].flatMap(([key, branch]) => {
    const { field } = branch;
    if (!field) return [`${indent}${key}:`, ...mapping(branch, `${indent}  `)];
    const interval = field.interval === undefined ? "" : `; 95 %: ${field.interval}`;
    return [
      ...comment(`${field.file}: ${field.basis}${interval}`, `${indent}# `),
      `${indent}${key}: ${flow(field.value)}`,
    ];
  });
}

/** Broken between words. */
function comment(text: string, before: string): string[] {
  const lines: string[] = [];
  let line = before;
  for (const word of text.replace(/\s+/g, " ").split(/ (?!%)/)) {
    if (line !== before && line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = `${before.replace("note:", "     ")}${word}`;
    } else line = line === before ? `${before}${word}` : `${line} ${word}`;
  }
  return [...lines, line];
}

/** YAML on one line; texts that YAML would read as something else are quoted. */
export function flow(value: Written): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner as Written)}`);
    return `{ ${entries.join(", ")} }`;
  }
  if (typeof value !== "string") return String(value);
  return /^[\w.µ][\w.µ/% +-]*$/.test(value) ? value : JSON.stringify(value);
}

/** Applied in this order they make a scenario say what was learned. */
export const overridesOf = (fields: readonly LearnedField[]): string[] =>
  fields.map(({ path, value }) => `${path.join(".")}=${flow(value)}`);
