// `path=value`, as --set and sweep axes write it: applied to the tree, so that messages about the new value
// point into it. `*` is every name of a mapping; a number is a place in a list; missing mappings are made.
import { suggestion } from "../config/nearest.ts";
import { shown } from "../quantity/text.ts";
import { DANGEROUS, type Places, readYaml } from "./document.ts";
import { copyOf, type Located, type Path, pathText, type Span } from "./located.ts";
import type { Report } from "./report.ts";

/** The file that diagnostics of overrides name; its lines are the overrides in order. */
export const OVERRIDE_FILE = "--set";

interface Override {
  readonly path: string[];
  /** The place of each segment of the path. */
  readonly spans: Span[];
  readonly value: Located;
}

/** Changes the tree; later overrides win. */
export function applyOverrides(root: Located, overrides: readonly string[], report: Report): void {
  for (const [index, text] of overrides.entries()) {
    const override = readOverride(text, index + 1, report);
    if (override) apply(root, override, 0, [], report);
  }
}

function readOverride(text: string, line: number, report: Report): Override | undefined {
  const places: Places = (start, end) => ({
    file: OVERRIDE_FILE,
    line,
    column: start + 1,
    endLine: line,
    endColumn: Math.max(start, end) + 1,
  });
  const equals = text.indexOf("=");
  const path = text.slice(0, Math.max(0, equals)).split(".");
  if (equals <= 0 || path.some((segment) => segment.trim() === "")) {
    const message = `\`${shown(text)}\` is not path=value`;
    report.add("TWIN1019", places(0, text.length), [], message, {
      hint: "like clients.east.redirect.ttl=90s",
    });
    return undefined;
  }
  const dangerous = path.find((segment) => DANGEROUS.includes(segment.trim()));
  if (dangerous !== undefined) {
    const message = `the key \`${dangerous.trim()}\` is not allowed`;
    report.add("TWIN1009", places(0, equals), path, message, { hint: "choose another name" });
    return undefined;
  }
  const spans: Span[] = [];
  let at = 0;
  for (const segment of path) {
    spans.push(places(at, at + segment.length));
    at += segment.length + 1;
  }
  const shifted: Places = (start, end) => places(equals + 1 + start, equals + 1 + end);
  const written = text.slice(equals + 1);
  if (written.trim() === "") {
    const span = places(equals, equals + 1);
    report.add("TWIN1019", span, path, "nothing is written after `=`", {
      hint: "like clients.east.redirect.ttl=90s",
    });
    return undefined;
  }
  const value = readYaml(written, shifted, report, path);
  return value && { path: path.map((segment) => segment.trim()), spans, value };
}

function apply(target: Located, override: Override, depth: number, done: Path, report: Report): void {
  const segment = override.path[depth] ?? "";
  const span = override.spans[depth] ?? override.value.span;
  const isLast = depth === override.path.length - 1;
  const { content } = target;
  if (Array.isArray(content)) {
    const index = /^\d+$/.test(segment) ? Number(segment) : -1;
    const element = content[index];
    if (!element) notInList(content, segment, span, [...done, segment], report);
    else if (isLast) content[index] = copyOf(override.value);
    else apply(element, override, depth + 1, [...done, index], report);
    return;
  }
  if (!(content instanceof Map)) {
    const message = `\`${pathText(done)}\` is a plain value, not a mapping`;
    report.add("TWIN1019", span, [...done, segment], message, { hint: `set ${pathText(done)} as a whole` });
    return;
  }
  const names = segment === "*" ? [...content.keys()] : [segment];
  if (names.length === 0) {
    report.add("TWIN1019", span, [...done, segment], `\`${pathText(done)}\` has no entries`, {
      hint: "name one",
    });
  }
  for (const name of names) {
    if (isLast) content.set(name, { ...copyOf(override.value), key: span });
    else apply(childOf(content, name, span), override, depth + 1, [...done, name], report);
  }
}

/** The child as a mapping where that loses nothing: absent, empty, or the short form of a kind (`dns`). */
function childOf(content: Map<string, Located>, name: string, span: Span): Located {
  const child = content.get(name);
  const isShort =
    typeof child?.content === "string" && /^[a-z][a-z-]*$/.test(child.content) && child.content !== "none";
  if (child && child.content !== null && !isShort) return child;
  const made = new Map<string, Located>();
  if (child && isShort) made.set("kind", { span: child.span, key: child.span, content: child.content });
  const mapping: Located = { span: child?.span ?? span, key: child?.key ?? span, content: made };
  content.set(name, mapping);
  return mapping;
}

function notInList(list: readonly Located[], segment: string, span: Span, path: Path, report: Report): void {
  const known = list.map((_, index) => String(index));
  const message = `\`${shown(segment)}\` is not a place in a list of ${list.length}`;
  report.add("TWIN1019", span, path, message, { hint: suggestion(segment, known, "places") });
}
