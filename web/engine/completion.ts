// What could be written at an offset of a scenario's text, from its JSON Schema: keys that are not there yet, kinds and
// other words where a value is to stand. The text may be half written; where in it one is follows from its indentation.
import { parseDocument } from "yaml";
import { partsAt, type SchemaPart } from "./places.ts";
import type { Completion } from "./what-if-api.ts";

interface Place {
  readonly path: readonly string[];
  /** Whether a key is to be written, or the value of the last segment. */
  readonly isKey: boolean;
  readonly from: number;
}

const WORD = /[\w.%-]*$/;
const HEAD = /^(\s*)((?:-\s+)*)(?:([\w.-]+):(?=\s|$))?/;

export function complete(text: string, offset: number): Completion {
  const { path, isKey, from } = placeAt(text, offset);
  const written: unknown = parseDocument(text, { version: "1.2", schema: "core" }).toJS();
  const parts = partsAt(path, written);
  const options = isKey ? keysOf(parts, valueAt(written, path)) : wordsOf(parts);
  return { from, options: [...new Map(options.map((each) => [each.label, each])).values()] };
}

function placeAt(text: string, offset: number): Place {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const head = text.slice(start, offset);
  const from = offset - (WORD.exec(head)?.[0].length ?? 0);
  const [whole = "", indent = "", dashes = "", key] = HEAD.exec(head) ?? [];
  const column = indent.length + dashes.length;
  const above = pathAbove(text.slice(0, start), indent.length, dashes !== "");
  const listed = dashes === "" ? above : [...above, "0"];
  if (key === undefined && !/[{[]/.test(head)) return { path: listed, isKey: true, from };
  const own = key === undefined ? listed : [...listed, key];
  const flow = withinFlow(head.slice(key === undefined ? column : whole.length));
  return { path: [...own, ...flow.path], isKey: flow.isKey, from };
}

/** Keys of the lines above that this line stands in. */
function pathAbove(text: string, indent: number, isItem: boolean): string[] {
  const path: string[] = [];
  let edge = indent + (isItem ? 1 : 0);
  for (const line of text.split("\n").reverse()) {
    const [, blanks = "", dashes = "", key] = HEAD.exec(line) ?? [];
    if (key === undefined || line.trim().startsWith("#")) continue;
    const column = blanks.length + dashes.length;
    // What follows a dash at this very column are keys of the same item.
    if (dashes !== "" && column === edge && !isItem && !path.length) path.unshift("0");
    if (column >= edge) continue;
    path.unshift(key);
    edge = column;
    if (dashes !== "") {
      path.unshift("0");
      edge = blanks.length + 1;
    }
    if (edge === 0) break;
  }
  return path;
}

/** Within `{ a: 1, b: [ {` on one line. */
function withinFlow(text: string): { readonly path: string[]; readonly isKey: boolean } {
  const levels: { readonly isList: boolean; key: string }[] = [];
  let word = "";
  for (const character of text) {
    const level = levels.at(-1);
    if (character === "{" || character === "[") levels.push({ isList: character === "[", key: "" });
    else if (character === "}" || character === "]") levels.pop();
    else if (character === "," && level) level.key = "";
    else if (character === ":" && level && !level.isList) level.key = word.trim();
    word = /[{[,:]/.test(character) ? "" : word + character;
  }
  const path = levels.flatMap(({ isList, key }) => (isList ? ["0"] : key === "" ? [] : [key]));
  const last = levels.at(-1);
  return { path, isKey: last !== undefined && !last.isList && last.key === "" };
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (here, segment) =>
      typeof here === "object" && here !== null ? (here as Record<string, unknown>)[segment] : undefined,
    value,
  );
}

type Option = Completion["options"][number];

function keysOf(parts: readonly SchemaPart[], here: unknown): Option[] {
  const present = typeof here === "object" && here !== null ? Object.keys(here) : [];
  return parts
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .filter(([key]) => !present.includes(key))
    .map(([label, part]) => ({ label, isKey: true, ...aboutOf(part) }));
}

function wordsOf(parts: readonly SchemaPart[]): Option[] {
  return parts.flatMap((part): Option[] => {
    const { const: only, enum: words = [], default: usual, properties } = part;
    const kind = properties?.kind?.const;
    const all = [only, ...words, usual, kind === undefined ? undefined : `{ kind: ${String(kind)} }`];
    return all
      .filter((word) => typeof word === "string" || typeof word === "number" || typeof word === "boolean")
      .map((word) => ({ label: String(word), isKey: false, ...aboutOf(part) }));
  });
}

const aboutOf = ({ description }: SchemaPart): { about?: string } =>
  description === undefined ? {} : { about: description };
