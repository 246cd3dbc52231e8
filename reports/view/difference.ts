// A difference for people: with its sign, and its interval in one unit.
import { interval, quantity, significant } from "./format.ts";

export interface Difference {
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
}

/** "+49.8 s [48.9, 50.6] s"; "0 s" where nothing differs. */
export function differenceText({ value, low, high }: Difference, unit: string): string {
  const size = unit === "ratio" ? points(value) : quantity(value, unit);
  const signed = value > 0 ? `+${size}` : size;
  return low === undefined || high === undefined ? signed : `${signed} ${intervalOf(low, high, unit)}`;
}

/** Shares differ by percentage points. */
const points = (value: number): string => `${significant(100 * value)} %pt`;

function intervalOf(low: number, high: number, unit: string): string {
  if (unit === "ratio") return `[${significant(100 * low)}, ${significant(100 * high)}] %pt`;
  if (low === 0 && high === 0) return "";
  if (high > 0) return interval(low, high, unit);
  // As sizes, which choose the unit, and back.
  return interval(-high, -low, unit).replace(/\[(.*), (.*)\]/, (_, small: string, large: string) => {
    const upper = small === "0" ? small : `-${small}`;
    return `[-${large}, ${upper}]`;
  });
}
