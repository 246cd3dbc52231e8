// list: what can be written in a scenario, with defaults, sources and how far they were checked.
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { ENTRIES, LISTS, TEXTS } from "../lists.ts";
import type { CommonOptions } from "../options.ts";
import { UsageError } from "../stops.ts";

export function list(
  what: string,
  file: string | undefined,
  options: CommonOptions,
  console: Console,
): ExitCode {
  const found = LISTS.find((each) => each === what);
  if (!found) throw new UsageError(`there is no list of ${what}; there are: ${LISTS.join(", ")}`);
  const entries = ENTRIES[found](file, console);
  if (options.json) console.json({ schema: "twinsite/list/v1", list: found, entries });
  else console.result(`${TEXTS[found](entries, console)}\n`);
  return ExitCode.ok;
}
