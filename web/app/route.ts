// The address of the exact view: #/r/<result>/<screen>/<more…>?key=value. Everything that a reader would want to find
// again is in it, and nothing else; keys nobody knows are kept and ignored.
import { signal } from "@preact/signals";

export interface Route {
  /** The id of a held result; "" = none. */
  readonly result: string;
  /** "" = the first page. */
  readonly screen: string;
  /** What the screen shows: a disruption, a replication … */
  readonly args: readonly string[];
  /** A key that is there several times has its values on lines of their own. */
  readonly query: Readonly<Record<string, string>>;
}

export const route = signal<Route>(parseRoute(""));

export function parseRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#/, "").split("?", 2);
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decoded);
  const query: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(search))
    query[key] = query[key] === undefined ? value : `${query[key]}\n${value}`;
  const [first, second = "", third = "", ...rest] = parts;
  if (first === "r") return { result: second, screen: third, args: rest, query };
  return { result: "", screen: first ?? "", args: parts.slice(1), query };
}

export function hashOf({ result, screen, args, query }: Route): string {
  const parts = [...(result === "" ? [] : ["r", result]), screen, ...args].filter((part) => part !== "");
  const pairs = Object.entries(query).flatMap(([key, value]) => value.split("\n").map((each) => [key, each]));
  const search = new URLSearchParams(pairs.filter(([, value]) => value !== "")).toString();
  return `#/${parts.map(encoded).join("/")}${search === "" ? "" : `?${search}`}`;
}

/** A link to a screen; the current result unless another one is named. */
export const linkTo = (
  screen: string,
  args: readonly (string | number)[] = [],
  query: Readonly<Record<string, string>> = {},
  result = route.peek().result,
): string => hashOf({ result, screen, args: args.map(String), query });

export function go(hash: string): void {
  location.hash = hash;
  // At once: the next key is meant for what is shown then.
  route.value = parseRoute(hash);
}

/** In place of what is shown: the way back does not lead to it. */
export function show(screen: string, result: string): void {
  const next = { result, screen, args: [], query: {} };
  history.replaceState(null, "", hashOf(next));
  route.value = next;
}

/** What is shown moved: the address says so, and the way back does not lead through every step. */
export function note(query: Readonly<Record<string, string | undefined>>): void {
  const now = route.peek();
  const merged = Object.entries({ ...now.query, ...query }).filter(([, value]) => value !== undefined);
  const next = { ...now, query: Object.fromEntries(merged) as Record<string, string> };
  history.replaceState(null, "", hashOf(next));
  route.value = next;
}

export function followAddress(): void {
  const read = (): void => {
    route.value = parseRoute(location.hash);
  };
  addEventListener("hashchange", read);
  read();
}

/** Half a character, which a file may well hold, has no place in an address. */
const encoded = (text: string): string => encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
