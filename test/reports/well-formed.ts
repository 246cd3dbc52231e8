// A strict reader of XML, as far as our documents need it: every tag is closed in its order, every attribute quoted
// and given once, every character allowed, every reference known. Throws where a document is not well-formed.

export interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
  /** Of itself and all below. */
  readonly text: string;
}

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Node[];
  text: string;
}

const NAME = "[A-Za-z_][\\w.:-]*";
const TAG = new RegExp(`^<(/?)(${NAME})((?:\\s+${NAME}="[^"<]*")*)\\s*(/?)>`);
const REFERENCES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

export function wellFormed(document: string): Node {
  const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.exec(document);
  if (forbidden) throw new Error(`a character that XML has not, at ${forbidden.index}`);
  let rest = document.replace(/^<\?xml [^?]*\?>\n/, "").replace(/^<!DOCTYPE html>\n/, "");
  const root: Open = { name: "", attributes: {}, children: [], text: "" };
  const stack: Open[] = [root];
  while (rest !== "") {
    const top = stack.at(-1) as Open;
    const plain = /^[^<]+/.exec(rest)?.[0];
    if (plain !== undefined) {
      top.text += decoded(plain);
      rest = rest.slice(plain.length);
      continue;
    }
    const [tag, end, name = "", attributes = "", closed] = TAG.exec(rest) ?? [];
    if (tag === undefined) throw new Error(`not a tag: ${rest.slice(0, 80)}`);
    rest = rest.slice(tag.length);
    if (end && top.name !== name) throw new Error(`</${name}> ends <${top.name}>`);
    if (!end) stack.push({ name, attributes: attributesIn(attributes), children: [], text: "" });
    if (end || closed) {
      const done = stack.pop() as Open;
      const parent = stack.at(-1) as Open;
      parent.children.push(done);
      parent.text += done.text;
    }
  }
  if (stack.length > 1) throw new Error(`<${stack.at(-1)?.name}> is not closed`);
  if (root.children.length !== 1) throw new Error(`${root.children.length} roots`);
  return root.children[0] as Node;
}

function attributesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(new RegExp(`(${NAME})="([^"]*)"`, "g"))) {
    if (name in found) throw new Error(`${name} is given twice`);
    found[name] = decoded(value);
  }
  return found;
}

const decoded = (text: string): string =>
  text.replace(/&([^;\s]*);?/g, (whole, name: string) => {
    const character = whole.endsWith(";") ? REFERENCES[name] : undefined;
    if (character === undefined) throw new Error(`unknown reference ${whole}`);
    return character;
  });

export const all = (node: Node, name: string): Node[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => all(child, name)),
];
