// What the schema refuses, as diagnostics: which token, in which words, with what was probably meant.
import type { z } from "zod";
import type { Diagnostic, DiagnosticCode } from "../config/diagnostic.ts";
import { described } from "../config/fields.ts";
import { guess, suggestion } from "../config/nearest.ts";
import { childOf, keysAt, nounAt } from "../config/schema-walk.ts";
import { childAt, headOf, type Located, nearestAt, nodeAt, type Path, valueSpan } from "./located.ts";
import type { Report } from "./report.ts";

type Issue = z.core.$ZodIssue;

/** Reports every issue about `root`, whose plain value is `value`. */
export function reportIssues(
  issues: readonly Issue[],
  schema: z.core.$ZodType,
  root: Located,
  value: unknown,
  report: Report,
): void {
  for (const issue of issues.flatMap((each) => leaves(each, value))) {
    if (issue.code === "unrecognized_keys") unknownKeys(issue, schema, root, value, report);
    else one(issue, schema, root, value, report);
  }
}

/** Of the branches of a union the issues of the one that was meant, with whole paths. */
function leaves(issue: Issue, value: unknown): Issue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue];
  const here = issue.path.reduce<unknown>((inner, key) => childOf(inner, key), value);
  const branches = issue.errors.map((branch) => branch.flatMap((inner) => leaves(inner, here)));
  const meant = branches.filter(
    (branch) => !branch.some((inner) => inner.path.length === 0 && isMismatch(inner, here)),
  );
  const chosen = meant.at(-1) ?? branches[0] ?? [];
  const words = branches.flatMap((branch) =>
    branch.flatMap((inner) =>
      inner.code === "invalid_value" && inner.path.length === 0 ? inner.values : [],
    ),
  );
  return chosen.map((inner) => {
    const whole = { ...inner, path: [...issue.path, ...inner.path] };
    return inner.path.length === 0 ? withWords(whole, words) : whole;
  });
}

/** The branch is for another type of value. */
function isMismatch(issue: Issue, value: unknown): boolean {
  if (issue.code === "invalid_type") return true;
  if (issue.code === "invalid_value") return typeof value !== "string";
  return issue.code === "custom" && issue.params?.code === "TWIN1010";
}

/** A quantity that may also be a word says so: `socket: 20` may have meant `none`. */
function withWords(issue: Issue, words: readonly unknown[]): Issue {
  if (issue.code !== "custom" || words.length === 0) return issue;
  const hint = [issue.params?.hint, `or a word: ${words.join(", ")}`].filter(Boolean).join(" ");
  return { ...issue, params: { ...issue.params, hint } };
}

function unknownKeys(
  issue: Extract<Issue, { code: "unrecognized_keys" }>,
  schema: z.core.$ZodType,
  root: Located,
  value: unknown,
  report: Report,
): void {
  const { node: parent } = nearestAt(root, issue.path);
  const known = keysAt(schema, value, issue.path);
  for (const key of issue.keys) {
    const span = childAt(parent, key)?.key ?? headOf(parent);
    const hint = suggestion(key, known, "keys");
    report.add("TWIN1002", span, [...issue.path, key], `unknown key ${described(key)}`, {
      hint,
      ...guess(key, known),
    });
  }
}

function one(issue: Issue, schema: z.core.$ZodType, root: Located, value: unknown, report: Report): void {
  const { path } = issue;
  const found = nodeAt(root, path);
  if (!found && isRequired(issue)) {
    missing(issue, root, path, report);
    return;
  }
  const node = found ?? nearestAt(root, path).node;
  const span = issue.code === "invalid_key" ? headOf(node) : valueSpan(node);
  const here = path.reduce<unknown>((inner, key) => childOf(inner, key), value);
  const words = path.length === 0 ? notAScenario(here) : worded(issue, here, nounAt(schema, value, path));
  const keys = wantsMapping(issue) && here !== null ? keysAt(schema, value, path) : [];
  report.add(
    words.code,
    span,
    path,
    words.message,
    keys.length > 0 ? { ...words, hint: asMapping(keys) } : words,
  );
}

const wantsMapping = (issue: Issue): boolean => issue.code === "invalid_type" && issue.expected === "object";

const asMapping = (keys: readonly string[]): string =>
  `write { ${keys[0]}: … }; known keys: ${keys.slice(0, 24).join(", ")}`;

const isRequired = (issue: Issue): boolean =>
  issue.code === "invalid_type" ||
  issue.code === "invalid_value" ||
  issue.code === "invalid_union" ||
  (issue.code === "custom" && issue.params?.code === "TWIN1010");

function missing(issue: Issue, root: Located, path: Path, report: Report): void {
  const { node: parent, depth } = nearestAt(root, path);
  const key = String(path[depth]);
  const options = issue.code === "invalid_union" ? optionsOf(issue) : [];
  const detail =
    issue.code === "invalid_type"
      ? `expected ${typeWords(issue.expected)}`
      : issue.code === "custom"
        ? issue.message
        : "";
  const hint = options.length > 0 ? `one of: ${options.join(", ")}` : detail.replace(/, found nothing$/, "");
  const where = depth === 0 ? "the scenario" : `\`${path.slice(0, depth).map(String).join(".")}\``;
  report.add("TWIN1004", headOf(parent), path.slice(0, depth + 1), `${where} needs \`${key}\``, { hint });
}

const notAScenario = (found: unknown): Worded => ({
  code: "TWIN1016",
  message: `a scenario is a mapping of sections, found ${described(found)}`,
  hint: "begin with `twinsite: 1`",
});

interface Worded {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint?: string;
  readonly fix?: Diagnostic["fix"];
}

function worded(issue: Issue, here: unknown, noun: string | undefined): Worded {
  switch (issue.code) {
    case "invalid_type":
      return { code: "TWIN1010", message: `expected ${typeWords(issue.expected)}, found ${described(here)}` };
    case "invalid_value":
      return choice(here, issue.values.map(String), noun);
    case "invalid_union":
      return choice(here, optionsOf(issue), noun);
    case "too_small":
    case "too_big":
      return { code: "TWIN1012", message: boundWords(issue, here) };
    case "invalid_key":
      return { code: "TWIN1014", message: issue.issues[0]?.message ?? issue.message };
    case "invalid_format":
      return { code: "TWIN1014", message: `${described(here)}: ${issue.message}` };
    case "custom":
      return {
        code: (issue.params?.code as DiagnosticCode | undefined) ?? "TWIN1013",
        message: issue.message,
        ...(issue.params?.hint ? { hint: String(issue.params.hint) } : {}),
      };
    default:
      return { code: "TWIN1010", message: issue.message };
  }
}

/** The kinds of a discriminated union, which zod lists beside the issue. */
const optionsOf = (issue: Issue): string[] =>
  ((issue as { options?: readonly unknown[] }).options ?? []).map(String);

function choice(here: unknown, known: readonly string[], noun: string | undefined): Worded {
  if (typeof here !== "string" || known.length === 1) {
    const expected = known.length === 1 ? `\`${known[0]}\`` : `one of ${known.join(", ")}`;
    return {
      code: typeof here === "string" ? "TWIN1003" : "TWIN1010",
      message: `expected ${expected}, found ${described(here)}`,
    };
  }
  const message = noun
    ? `unknown ${noun} kind ${described(here)}`
    : `${described(here)} is not a choice here`;
  const hint = suggestion(here, known, noun ? "kinds" : "choices");
  return { code: "TWIN1003", message, hint, ...guess(here, known) };
}

const TYPES: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "a text",
  boolean: "true or false",
  object: "a mapping",
  record: "a mapping of names",
  array: "a list",
  tuple: "a list of two",
};
const typeWords = (expected: string): string => TYPES[expected] ?? expected;

function boundWords(issue: Extract<Issue, { code: "too_small" | "too_big" }>, here: unknown): string {
  const bound = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const side = issue.code === "too_small" ? "at least" : "at most";
  if (issue.origin === "array")
    return `needs ${side} ${bound} entries, found ${Array.isArray(here) ? here.length : 0}`;
  if (issue.origin === "string") return `needs ${side} ${bound} characters`;
  const strict = issue.inclusive === false ? (issue.code === "too_small" ? "more than" : "less than") : side;
  return `must be ${strict} ${bound}, found ${described(here)}`;
}
