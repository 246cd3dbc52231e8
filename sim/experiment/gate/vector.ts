// A value for each replication as a short text on one line: the median and the p99 to read, then all values as
// differences of whole steps in base 64, five bits a character. Four to five digits are kept, whole counts all: far
// less than any effect that counts.
// `0`: all are 0.   `beyond`, `none`: never over, no value.   `59.239 66.005 e-3:qgtxB…`: steps of 10^-3.
import { quantileRank } from "../../statistics/quantile-interval.ts";

export interface Vector {
  /** NaN where there is no value; meaningless where it is censored. */
  readonly values: readonly number[];
  readonly isCensored: readonly boolean[];
}

const DIGITS = 4;
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const [NONE, BEYOND, FIRST] = [0, 1, 2];
const WORDS: Readonly<Record<string, number>> = { none: Number.NaN, beyond: Number.POSITIVE_INFINITY };

export function encodeVector({ values, isCensored }: Vector): string {
  const known = values.map((value, i) => (isCensored[i] ? Number.POSITIVE_INFINITY : value));
  const [first] = known;
  if (first !== undefined && known.every((value) => Object.is(value, first))) return wordOf(first);
  const exponent = exponentOf(known);
  const rounded = known.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const shown = [0.5, 0.99].map((p) => {
    const value = rounded[quantileRank(rounded.length, p) - 1] as number;
    return wordOf(Number.isFinite(value) ? Number(value.toPrecision(DIGITS + 1)) : value);
  });
  return `${shown.join(" ")} e${exponent}:${letters(known, exponent)}`;
}

/** Throws RangeError where the text is not one. */
export function decodeVector(text: string, length: number): Vector {
  const found = /^(?:\S+ \S+ )?e(-?\d+):([\w-]*)$/.exec(text);
  const word = WORDS[text] ?? Number(text);
  if (!found && Number.isNaN(word) && text !== "none") throw new RangeError(`${text} is no vector`);
  const known = found ? numbers(found[2] as string, Number(found[1])) : new Array<number>(length).fill(word);
  if (known.length !== length) throw new RangeError(`${known.length} values instead of ${length}`);
  const isCensored = known.map((value) => value === Number.POSITIVE_INFINITY);
  return { values: known.map((value) => (Number.isFinite(value) ? value : Number.NaN)), isCensored };
}

/** Values as they would come back: what was equal then is equal now. */
export function roundedAs(text: string, { values, isCensored }: Vector): Vector {
  const exponent = /e(-?\d+):/.exec(text)?.[1];
  if (exponent === undefined) return { values, isCensored };
  return {
    values: values.map((value) => fromSteps(toSteps(value, Number(exponent)), Number(exponent))),
    isCensored,
  };
}

const wordOf = (value: number): string => {
  if (Number.isNaN(value)) return "none";
  return value === Number.POSITIVE_INFINITY ? "beyond" : String(value);
};

/** Small enough for a typical small value; 1 is small enough for whole numbers. */
function exponentOf(known: readonly number[]): number {
  const sizes = known.map(Math.abs).filter((size) => size > 0 && Number.isFinite(size));
  const small = sizes.sort((a, b) => a - b)[Math.floor(sizes.length / 4)] ?? 1;
  const digits = (size: number): number => Number(size.toExponential().split("e")[1]);
  if (sizes.every(Number.isInteger)) return 0;
  // A double counts whole steps up to 15 digits.
  return Math.max(digits(small) - DIGITS, digits(sizes.at(-1) ?? 1) - 14);
}

const toSteps = (value: number, exponent: number): number => Math.round(value / Number(`1e${exponent}`));
/** Through text: 59239 steps of 10^-3 are 59.239, not a hair beside it. */
const fromSteps = (steps: number, exponent: number): number => Number(`${steps}e${exponent}`);

function letters(known: readonly number[], exponent: number): string {
  let [text, last] = ["", 0];
  for (const value of known) {
    if (Number.isNaN(value)) text += quantity(NONE);
    else if (value === Number.POSITIVE_INFINITY) text += quantity(BEYOND);
    else {
      const steps = toSteps(value, exponent);
      const step = steps - last;
      text += quantity(FIRST + (step < 0 ? -2 * step - 1 : 2 * step));
      last = steps;
    }
  }
  return text;
}

/** Lowest five bits first; the sixth says that more follow. */
function quantity(value: number): string {
  let [rest, text] = [value, ""];
  for (;;) {
    const low = rest % 32;
    rest = (rest - low) / 32;
    text += LETTERS[rest > 0 ? low + 32 : low];
    if (rest === 0) return text;
  }
}

function numbers(text: string, exponent: number): number[] {
  const found: number[] = [];
  let [value, scale, last] = [0, 1, 0];
  for (const letter of text) {
    const code = LETTERS.indexOf(letter);
    value += (code % 32) * scale;
    scale *= 32;
    if (code >= 32) continue;
    if (value === NONE) found.push(Number.NaN);
    else if (value === BEYOND) found.push(Number.POSITIVE_INFINITY);
    else {
      const step = value - FIRST;
      last += step % 2 === 0 ? step / 2 : -(step + 1) / 2;
      found.push(fromSteps(last, exponent));
    }
    [value, scale] = [0, 1];
  }
  return found;
}
