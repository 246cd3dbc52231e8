// Where a text stops being JSON. Engines word their own messages differently, and some name no place.

/** A mark, a text in quotes, or a plain value; each with the blanks before it. */
const TOKEN = new RegExp(
  [
    String.raw`[ \t\r\n]*(?:([{}[\],:])`,
    String.raw`("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*")`,
    String.raw`(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))`,
  ].join("|"),
  "uy",
);

export interface JsonProblem {
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

/** Undefined for a text that is JSON. */
export function jsonProblem(text: string): JsonProblem | undefined {
  const open: ("{" | "[")[] = [];
  let expects: Expectation = "value";
  let at = 0;
  for (;;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) break;
    const [, mark, quoted] = match;
    const next = follow(expects, mark ?? (quoted === undefined ? "plain" : "text"), open);
    if (next === undefined) break;
    expects = next;
    at = TOKEN.lastIndex;
  }
  const rest = text.slice(at).search(/[^ \t\r\n]/);
  if (rest < 0 && expects === "end") return undefined;
  const place = rest < 0 ? text.length : at + rest;
  const before = text.slice(0, place);
  const expected = WORDS[expects];
  return {
    line: before.split("\n").length,
    column: place - before.lastIndexOf("\n"),
    expected: rest < 0 ? `${expected}, found the end of the file` : expected,
  };
}

type Expectation =
  | "value"
  | "value or ]"
  | "key"
  | "key or }"
  | "colon"
  | "comma or }"
  | "comma or ]"
  | "end";

const WORDS: Readonly<Record<Expectation, string>> = {
  value: "a value",
  "value or ]": "a value or ]",
  key: "a key in quotes",
  "key or }": "a key in quotes or }",
  colon: "a colon",
  "comma or }": "a comma or }",
  "comma or ]": "a comma or ]",
  end: "nothing more",
};

/** What may come after `token`; undefined where the token may not stand. */
function follow(expects: Expectation, token: string, open: ("{" | "[")[]): Expectation | undefined {
  const closed = (): Expectation => {
    open.pop();
    return afterValue(open);
  };
  if (expects === "value" || expects === "value or ]") {
    if (token === "{" || token === "[") {
      open.push(token);
      return token === "{" ? "key or }" : "value or ]";
    }
    if (token === "]" && expects === "value or ]") return closed();
    return token === "plain" || token === "text" ? afterValue(open) : undefined;
  }
  if (expects === "key" || expects === "key or }") {
    if (token === "text") return "colon";
    return token === "}" && expects === "key or }" ? closed() : undefined;
  }
  if (expects === "colon") return token === ":" ? "value" : undefined;
  if (expects === "end") return undefined;
  if (token === ",") return expects === "comma or }" ? "key" : "value";
  return (token === "}" && expects === "comma or }") || (token === "]" && expects === "comma or ]")
    ? closed()
    : undefined;
}

function afterValue(open: readonly ("{" | "[")[]): Expectation {
  const innermost = open.at(-1);
  if (innermost === undefined) return "end";
  return innermost === "{" ? "comma or }" : "comma or ]";
}
