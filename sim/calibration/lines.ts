// The lines of a file, as far as they are complete. A last line without an end may have been cut in the middle of a
// number, and half a number is a wrong number: it is left out and named.
import type { Source } from "./measurement.ts";

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

export interface Lines {
  readonly lines: readonly Line[];
  /** Of the file, the one that was left out included. */
  readonly of: number;
  readonly remarks: readonly string[];
}

export function linesOf({ text, readOf }: Source): Lines {
  const pieces = text.replace(/^\uFEFF/, "").split("\n");
  const unfinished = pieces.pop() ?? "";
  const lines = pieces.map((piece, index) => ({ number: index + 1, text: piece.replace(/\r$/, "") }));
  const of = lines.length + (unfinished === "" ? 0 : 1);
  const remarks: string[] = [];
  if (readOf !== undefined) {
    remarks.push(`only the first ${text.length} of ${readOf} bytes were read: lines 1 to ${lines.length}`);
  } else if (unfinished !== "") {
    remarks.push(`line ${of} has no end and was left out: the file may have been cut there`);
  }
  return { lines, of, remarks };
}
