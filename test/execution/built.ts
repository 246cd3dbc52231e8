// The built modules, inside of the test: threads run from there, and a process for each command would cost more than
// the work.
import type * as Merge from "../../sim/cli/commands/merge.ts";
import type { Console } from "../../sim/cli/console.ts";
import type * as CarryOut from "../../sim/cli/studies/carry-out.ts";
import type * as Drill from "../../sim/cli/studies/drill.ts";
import type * as Outlook from "../../sim/cli/studies/outlook.ts";

const built = (path: string): Promise<unknown> =>
  import(/* @vite-ignore */ new URL(`../../dist/sim/cli/${path}`, import.meta.url).href);

export const { carryOut } = (await built("studies/carry-out.js")) as typeof CarryOut;
export const { drill } = (await built("studies/drill.js")) as typeof Drill;
export const { outlook } = (await built("studies/outlook.js")) as typeof Outlook;
export const { merge } = (await built("commands/merge.js")) as typeof Merge;

/** Keeps what goes to stdout, and what is said besides. */
export function aConsole(): Console & { readonly stdout: string[]; readonly stderr: string[] } {
  const [stdout, stderr]: [string[], string[]] = [[], []];
  const plain = (_: unknown, text: string): string => text;
  return {
    stdout,
    stderr,
    result: (text) => stdout.push(text),
    json: (document) => stdout.push(JSON.stringify(document)),
    note: (text) => stderr.push(text),
    complain: (text) => stderr.push(text),
    paint: plain,
    paintNote: plain,
    isQuiet: true,
  };
}
