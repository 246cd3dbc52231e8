// Where writes are known by their rate alone, how far chance keeps the first and the last of them from the ends of a
// span: independent arrivals, a mean gap apart. With a gap of 0 every write is known, and the span is what it is.

import { exp } from "../kernel/arithmetic.ts";

/** Expected time from the first write in a span to its end; 0 where there is none. */
export function sinceFirst(span: number, gap: number): number {
  return gap > 0 && span > 0 ? span - gap * (1 - exp(-span / gap)) : span;
}

/** Expected time from the first write in a span to the last one. */
export function firstToLast(span: number, gap: number): number {
  if (!(gap > 0 && span > 0)) return span;
  const none = exp(-span / gap);
  return span - 2 * gap * (1 - none) + span * none;
}
