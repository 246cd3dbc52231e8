// What was written differently, as edits of the old text's tree, so that each can be made on its own. An edit that
// means the same (30 s, 30000 ms) is none.

import { loadScenario } from "../../scenario/load.ts";
import { written } from "../../scenario/prepare.ts";
import { type Design, type Hash, type OpenedDesign, openDesign } from "../study/design.ts";

export interface Edit {
  readonly path: readonly string[];
  /** Plain values; undefined: there is none. */
  readonly old: unknown;
  readonly new: unknown;
}

type Tree = Readonly<Record<string, unknown>>;

/** Texts for people, and which version of the format it is: no run depends on them. */
const WORDS = ["title", "question", "twinsite"];

/** In the order of the new text, what is gone first. */
export function editsBetween(old: Design, next: Design): Edit[] {
  const [before, after] = [treeOf(old), treeOf(next)];
  const all = difference(before, after, []).filter(({ path }) => !WORDS.includes(path[0] ?? ""));
  const meaning = meaningOf(old);
  return all.filter(({ path, ...edit }) => {
    if (path[0] === "expect") return true;
    const alone = meaningOf(withEdits(old, [{ path, ...edit }]));
    return alone === undefined || alone !== meaning;
  });
}

/** The design with some of the edits, opened: one edit alone may need another to be valid. */
export const openEdited = (old: Design, edits: readonly Edit[], hash: Hash): OpenedDesign => {
  const { text, file, attachments } = withEdits(old, edits);
  return openDesign(text, { file, attachments }, hash);
};

export const textOf = (value: unknown): string => written(value);

function treeOf({ text, file, attachments, overrides }: Design): Tree {
  const { canonical } = loadScenario(text, { file, attachments, overrides });
  return canonical === undefined ? {} : (JSON.parse(canonical) as { scenario: Tree }).scenario;
}

/** As JSON, which is YAML; overrides are in the tree already. */
function withEdits(old: Design, edits: readonly Edit[]): Design {
  const tree = edits.reduce<unknown>(
    (sofar, { path, new: value }) => replaced(sofar, path, value),
    treeOf(old),
  );
  return { ...old, text: JSON.stringify(tree), overrides: [] };
}

function meaningOf({ text, file, attachments, overrides }: Design): string | undefined {
  const { scenario } = loadScenario(text, { file, attachments, overrides });
  return scenario && JSON.stringify({ ...scenario, expect: [], assumptions: [], title: "", question: "" });
}

function difference(old: unknown, next: unknown, path: readonly string[]): Edit[] {
  if (JSON.stringify(old) === JSON.stringify(next)) return [];
  if (isTree(old) && isTree(next)) {
    const keys = new Set([...Object.keys(old), ...Object.keys(next)]);
    const inside = [...keys].flatMap((key) => difference(old[key], next[key], [...path, key]));
    // Only the order of writing differs: it can matter, as among links.
    return inside.length === 0 && path.length > 0 ? [{ path, old, new: next }] : inside;
  }
  if (isListOfTrees(old) && isListOfTrees(next) && old.length === next.length) {
    return old.flatMap((each, i) => difference(each, next[i], [...path, String(i)]));
  }
  return [{ path, old, new: next }];
}

const isTree = (value: unknown): value is Tree =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isListOfTrees = (value: unknown): value is readonly Tree[] =>
  Array.isArray(value) && value.length > 0 && value.every(isTree);

/** The tree with a value at a path, or without it where the value is undefined. */
function replaced(tree: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(tree))
    return tree.map((each, i) => (String(i) === key ? replaced(each, rest, value) : each));
  const { [key]: old, ...others } = isTree(tree) ? tree : {};
  const inner = replaced(old, rest, value);
  if (inner === undefined) return others;
  // In its place where it has one: the order of writing can matter.
  return isTree(tree) && key in tree ? { ...tree, [key]: inner } : { ...others, [key]: inner };
}
