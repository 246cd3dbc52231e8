// Elements as text: SVG, HTML and XML without a DOM. A plain string is content and is escaped; only an element is
// markup, so what a scenario is called can never become a tag.

export interface Markup {
  readonly markup: string;
}

export type Content = string | Markup | readonly Content[];

/** Numbers are written with at most two decimals; undefined leaves the attribute out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** What may close itself: the empty elements of HTML, and the shapes of SVG. */
const CLOSED = new Set("br hr meta col link rect line circle path use polygon".split(" "));

export function element(name: string, attributes: Attributes = {}, ...content: Content[]): Markup {
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [` ${key}="${escaped(typeof value === "number" ? coordinate(value) : value)}"`],
  );
  const inner = content.map(textOf).join("");
  const open = `<${name}${pairs.join("")}`;
  return { markup: inner === "" && CLOSED.has(name) ? `${open}/>` : `${open}>${inner}</${name}>` };
}

export function textOf(content: Content): string {
  if (typeof content === "string") return escaped(content);
  return "markup" in content ? content.markup : content.map(textOf).join("");
}

/** The same digits in every engine: hundredths of a pixel, never "-0". */
export function coordinate(value: number): string {
  const text = value.toFixed(2).replace(/\.?0+$/, "");
  return text === "-0" ? "0" : text;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** For text and attributes alike; what XML has no character for becomes the replacement character. */
export function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** Without control characters, half characters and non-characters, which no XML document may hold. */
export function printable(text: string): string {
  return [...text].map((character) => (isForbidden(character) ? "\uFFFD" : character)).join("");
}

function isForbidden(character: string): boolean {
  const code = character.codePointAt(0) as number;
  if (code < 32) return code !== 9 && code !== 10 && code !== 13;
  return (code >= 127 && code < 160) || (code >= 0xd800 && code < 0xe000) || (code & 0xfffe) === 0xfffe;
}
