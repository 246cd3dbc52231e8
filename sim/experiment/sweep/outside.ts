// Splits a text where a separator stands outside brackets and quotes: `a,{ b: 1, c: 2 },"d,e"` has three parts.

export interface Piece {
  readonly text: string;
  /** Offset in the whole, of the text without the blanks around it. */
  readonly start: number;
}

/** `isBorder` sees the text and an offset outside brackets and quotes. */
export function splitOutside(text: string, isBorder: (text: string, at: number) => boolean): Piece[] {
  const pieces: Piece[] = [];
  let [from, depth] = [0, 0];
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (isOpeningQuote(text, at)) quote = character;
    else if ("[{(".includes(character)) depth++;
    else if ("]})".includes(character)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && isBorder(text, at)) {
      pieces.push(pieceOf(text, from, at));
      from = at + 1;
    }
  }
  return [...pieces, pieceOf(text, from, text.length)];
}

export const atComma = (text: string, at: number): boolean => text[at] === ",";

/** A quote opens where a value begins; inside a word it is an apostrophe. */
const isOpeningQuote = (text: string, at: number): boolean =>
  (text[at] === '"' || text[at] === "'") && (at === 0 || /[\s,=[{(:]/.test(text[at - 1] as string));

function pieceOf(text: string, from: number, to: number): Piece {
  const raw = text.slice(from, to);
  return { text: raw.trim(), start: from + raw.length - raw.trimStart().length };
}
