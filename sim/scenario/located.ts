// A scenario file as a tree in which every value knows where it was written. Overrides change this tree, so
// that messages about them stay exact; the schema sees its plain value.

/** Lines and columns from 1; the end is exclusive. */
export interface Span {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Scalar = string | number | boolean | null;
export type Path = readonly PropertyKey[];

export interface Located {
  readonly span: Span;
  /** Where its key is written, for the value of a mapping. */
  readonly key?: Span;
  readonly content: Scalar | Map<string, Located> | Located[];
}

/** The value without places. */
export function plain({ content }: Located): unknown {
  if (Array.isArray(content)) return content.map(plain);
  if (!(content instanceof Map)) return content;
  return Object.fromEntries([...content].map(([key, value]) => [key, plain(value)]));
}

export function childAt(node: Located, key: PropertyKey): Located | undefined {
  if (node.content instanceof Map) return node.content.get(String(key));
  return Array.isArray(node.content) ? node.content[Number(key)] : undefined;
}

export function nodeAt(root: Located, path: Path): Located | undefined {
  let node: Located | undefined = root;
  for (const key of path) node = node && childAt(node, key);
  return node;
}

/** The node at `path`, or the nearest one above it. */
export function nearestAt(root: Located, path: Path): { node: Located; depth: number } {
  let node = root;
  for (const [depth, key] of path.entries()) {
    const child = childAt(node, key);
    if (!child) return { node, depth };
    node = child;
  }
  return { node, depth: path.length };
}

/** Where to point for something about the mapping itself (a missing key): its key, or the start of the file. */
export const headOf = (node: Located): Span => node.key ?? { ...node.span, ...startOf(node.span) };

const startOf = ({ line, column, endLine, endColumn }: Span) =>
  line === endLine ? { endLine, endColumn } : { endLine: line, endColumn: column + 1 };

/** Where to point for something about the value: the value, or its key where nothing is written. */
export const valueSpan = (node: Located): Span =>
  node.content === null && node.key && isEmpty(node.span) ? node.key : node.span;

const isEmpty = (span: Span): boolean => span.line === span.endLine && span.column === span.endColumn;

/** `links.carrier-1.rtt`, `disruptions.site-loss.0.for`: the notation of --set. */
export const pathText = (path: Path): string => path.map(String).join(".");

/** A value that was not written in the file, placed at `span`. */
export function locate(value: unknown, span: Span): Located {
  if (Array.isArray(value)) return { span, content: value.map((inner) => locate(inner, span)) };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(
      ([key, inner]) => [key, { ...locate(inner, span), key: span }] as const,
    );
    return { span, content: new Map(entries) };
  }
  return { span, content: value as Scalar };
}

/** Puts `value` at `path` below a mapping, making mappings on the way; false where something else is in the way. */
export function setUnder(root: Located, path: readonly string[], value: Located): boolean {
  const [key, ...rest] = path;
  if (key === undefined || !(root.content instanceof Map)) return false;
  if (rest.length === 0) {
    root.content.set(key, { ...value, key: value.key ?? value.span });
    return true;
  }
  const child = root.content.get(key) ?? {
    span: value.span,
    key: value.span,
    content: new Map<string, Located>(),
  };
  root.content.set(key, child);
  return setUnder(child, rest, value);
}

/** A copy that can be changed without changing the original. */
export function copyOf(node: Located): Located {
  const { content } = node;
  if (Array.isArray(content)) return { ...node, content: content.map(copyOf) };
  if (!(content instanceof Map)) return node;
  return { ...node, content: new Map([...content].map(([key, value]) => [key, copyOf(value)])) };
}
