// Where text goes: the result and nothing else to stdout, everything else to stderr. Colours follow NO_COLOR,
// FORCE_COLOR and whether a terminal reads. A reader who has gone (EPIPE) ends the output, not the program.
import { styleText } from "node:util";
import type { Style } from "../../reports/terminal.ts";

export interface Console {
  /** To stdout. */
  result(text: string): void;
  /** A document, to stdout. */
  json(document: unknown): void;
  /** Progress and diagnostics, to stderr; silent with --quiet. */
  note(text: string): void;
  /** To stderr, always. */
  complain(text: string): void;
  readonly paint: (style: Style, text: string) => string;
  readonly paintNote: (style: Style, text: string) => string;
  readonly isQuiet: boolean;
}

export interface ConsoleOptions {
  readonly quiet?: boolean;
  /** False with --no-color. */
  readonly color?: boolean;
}

export function openConsole({ quiet = false, color = true }: ConsoleOptions): Console {
  const painter =
    (stream: NodeJS.WriteStream) =>
    (style: Style, text: string): string =>
      color ? styleText(style, text, { stream, validateStream: true }) : text;
  return {
    result: (text) => void process.stdout.write(text),
    json: (document) => void process.stdout.write(`${JSON.stringify(document, null, 2)}\n`),
    note: (text) => void (quiet || process.stderr.write(`${text}\n`)),
    complain: (text) => void process.stderr.write(`${text}\n`),
    paint: painter(process.stdout),
    paintNote: painter(process.stderr),
    isQuiet: quiet,
  };
}

/** `twinsite … | head` closes stdout early: what is left to say is dropped, the exit code stays true. */
export function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
  }
}
