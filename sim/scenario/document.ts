// YAML text → a tree with places. Refuses what would be misread or could hurt: syntax errors, several
// documents, duplicate or dangerous keys, files, nesting and aliases beyond bounds. YAML 1.2 core: `yes` is a
// text, merge keys do not exist.
import { type Document, isAlias, isMap, isPair, isScalar, isSeq, type Node, parseDocument } from "yaml";
import { shown } from "../quantity/text.ts";
import type { Located, Path, Scalar, Span } from "./located.ts";
import type { Report } from "./report.ts";

const BYTES_MAX = 2 ** 20;
const DEPTH_MAX = 32;
const ALIASES_MAX = 100;
/** With aliases a small file can unfold to many values; the reader takes a second for this many. */
const VALUES_MAX = 100_000;
/** One unclosed quote can make every line after it a mistake: the first ones say enough. */
const SYNTAX_ERRORS_MAX = 20;
/** Keys that name parts of every object. */
export const DANGEROUS: readonly string[] = ["__proto__", "constructor", "prototype"];

/** Turns a range of offsets into a place. */
export type Places = (start: number, end: number) => Span;

export function placesIn(file: string, text: string): Places {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const lineOf = (offset: number): number => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  return (start, end) => {
    const [first, last] = [lineOf(start), lineOf(Math.max(start, end))];
    return {
      file,
      line: first + 1,
      column: start - (starts[first] ?? 0) + 1,
      endLine: last + 1,
      endColumn: Math.max(start, end) - (starts[last] ?? 0) + 1,
    };
  };
}

/** The tree of a text, or undefined when the report says why there is none. */
export function readYaml(text: string, places: Places, report: Report, at: Path = []): Located | undefined {
  const before = report.diagnostics.length;
  checkCharacters(text, places, report, at);
  checkBounds(text, places, report, at);
  if (report.diagnostics.length > before) return undefined;
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const mistakes = [...document.errors, ...document.warnings].slice(0, SYNTAX_ERRORS_MAX);
  for (const { code, pos, message } of mistakes) {
    const several = code === "MULTIPLE_DOCS";
    const words = several ? "a second document begins here; a scenario is one document" : firstLine(message);
    const hint = code === "TAB_AS_INDENT" ? "indent with spaces" : undefined;
    report.add(several ? "TWIN1015" : "TWIN1001", places(pos[0], Math.max(pos[1], pos[0] + 1)), at, words, {
      hint,
    });
  }
  if (document.directives?.yaml.explicit && document.directives.yaml.version !== "1.2") {
    report.add("TWIN1018", places(0, 1), at, "scenarios are YAML 1.2", { hint: "remove the %YAML line" });
  }
  if (report.diagnostics.length > before) return undefined;
  const tree = new TreeBuilder(places, report).build(document, at);
  return tree;
}

const firstLine = (message: string): string => message.split("\n")[0] ?? message;

function checkCharacters(text: string, places: Places, report: Report, at: Path): void {
  let found = 0;
  for (let i = 0; i < text.length && found < 20; i++) {
    const code = text.charCodeAt(i);
    const allowed = code === 9 || code === 10 || code === 13 || (code >= 32 && code < 127) || code >= 160;
    if (allowed && code !== 0xfffe && code !== 0xffff) continue;
    found++;
    const name = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
    report.add("TWIN1017", places(i, i + 1), at, `control character ${name}`, { hint: "remove it" });
  }
}

function checkBounds(text: string, places: Places, report: Report, at: Path): void {
  if (utf8Length(text) > BYTES_MAX) {
    report.add("TWIN1006", places(0, 1), at, "the file is larger than 1 MiB", {
      hint: "put recordings into attachments: arrivals: { kind: recorded, file: … }",
    });
    return;
  }
  if (separators(text) > VALUES_MAX) {
    report.add("TWIN1006", places(0, 1), at, `more than ${VALUES_MAX} values`, {
      hint: "put recordings into attachments",
    });
    return;
  }
  // The parser below is recursive: nesting that would exhaust the stack is refused before, by counting brackets
  // and dashes.
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === "[" || character === "{") open++;
    else if (character === "]" || character === "}") open--;
    if (open > 10 * DEPTH_MAX) {
      tooDeep(places(i, i + 1), report, at);
      return;
    }
  }
  const dashes = /^[ \t]*(?:[-?:][ \t]+){40}/m.exec(text);
  if (dashes) tooDeep(places(dashes.index, dashes.index + dashes[0].length), report, at);
}

function separators(text: string): number {
  let found = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 44 || code === 10) found++;
  }
  return found;
}

const tooDeep = (span: Span, report: Report, at: Path): void =>
  report.add("TWIN1007", span, at, `nested deeper than ${DEPTH_MAX} levels`, {
    hint: "no scenario needs more than eight; is a bracket missing?",
  });

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

class TreeBuilder {
  readonly #places: Places;
  readonly #report: Report;
  readonly #anchors = new Map<string, Node>();
  readonly #unfolding = new Set<Node>();
  #aliases = 0;
  #values = 0;
  #isCut = false;

  constructor(places: Places, report: Report) {
    this.#places = places;
    this.#report = report;
  }

  build(document: Document, at: Path): Located | undefined {
    const { contents } = document;
    if (!contents) {
      this.#report.add("TWIN1016", this.#places(0, 1), at, "the file is empty", {
        hint: "begin with `twinsite: 1`",
      });
      return undefined;
    }
    return this.#node(contents, undefined, at);
  }

  #node(node: unknown, key: Span | undefined, path: Path): Located {
    const [start, end] = rangeOf(node) ?? [0, 0];
    const span = this.#places(start, end);
    const located = (content: Located["content"]): Located =>
      key ? { span, key, content } : { span, content };
    if (this.#isCut || !this.#isWithinBounds(span, path)) return located(null);
    if (isAlias(node)) return this.#alias(node.source, span, key, path);
    if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor) this.#anchors.set(node.anchor, node);
      this.#unfolding.add(node);
    }
    let content: Located["content"] = null;
    if (isMap(node)) content = this.#mapping(node.items, path);
    else if (isSeq(node))
      content = node.items.map((item, index) => this.#node(item, undefined, [...path, index]));
    else if (isScalar(node)) content = this.#scalar(node.value, span, path);
    this.#unfolding.delete(node as Node);
    return located(content);
  }

  #isWithinBounds(span: Span, path: Path): boolean {
    this.#values++;
    if (path.length > DEPTH_MAX) tooDeep(span, this.#report, path.slice(0, DEPTH_MAX));
    else if (this.#values > VALUES_MAX) {
      const words = `unfolds to more than ${VALUES_MAX} values`;
      this.#report.add("TWIN1008", span, path, words, { hint: "use fewer aliases" });
    } else return true;
    this.#isCut = true;
    return false;
  }

  #alias(source: string, span: Span, key: Span | undefined, path: Path): Located {
    const target = this.#anchors.get(source);
    const cut = (words: string, hint: string): Located => {
      this.#report.add("TWIN1008", span, path, words, { hint });
      return key ? { span, key, content: null } : { span, content: null };
    };
    this.#aliases++;
    if (this.#aliases > ALIASES_MAX) {
      this.#isCut = true;
      return cut(`more than ${ALIASES_MAX} aliases`, "write the values, or use a preset");
    }
    if (!target)
      return cut(`no anchor \`&${shown(source)}\` before this alias`, "define it above its first use");
    if (this.#unfolding.has(target))
      return cut(`\`*${shown(source)}\` contains itself`, "an alias cannot be recursive");
    return this.#node(target, key, path);
  }

  #mapping(items: readonly unknown[], path: Path): Map<string, Located> {
    const entries = new Map<string, Located>();
    for (const pair of items) {
      if (!isPair(pair)) continue;
      const [start, end] = rangeOf(pair.key) ?? [0, 0];
      const span = this.#places(start, end);
      const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
      if (name === undefined) {
        this.#report.add("TWIN1010", span, path, "a key is a plain text", { hint: "write `name: value`" });
      } else if (DANGEROUS.includes(name)) {
        this.#report.add("TWIN1009", span, path, `the key \`${name}\` is not allowed`, {
          hint: "choose another name",
        });
      } else if (entries.has(name)) {
        const first = entries.get(name)?.key?.line;
        const words = `\`${shown(name)}\` is written twice`;
        this.#report.add("TWIN1005", span, [...path, name], words, { hint: `the first is in line ${first}` });
      } else {
        entries.set(name, this.#node(pair.value ?? pair.key, span, [...path, name]));
        if (pair.value === null) entries.set(name, { span, key: span, content: null });
      }
    }
    return entries;
  }

  #scalar(value: unknown, span: Span, path: Path): Scalar {
    if (
      value === null ||
      typeof value === "string" ||
      typeof value === "number" ||
      typeof value === "boolean"
    )
      return value;
    this.#report.add("TWIN1010", span, path, "not a text, number or truth value", {
      hint: "quote it to make it a text",
    });
    return null;
  }
}

function rangeOf(node: unknown): readonly [number, number] | undefined {
  const range = (node as { range?: readonly number[] | null } | null)?.range;
  return range ? [range[0] ?? 0, range[1] ?? 0] : undefined;
}
