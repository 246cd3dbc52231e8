// The built command line in a child process, as a user runs it.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { SMALL } from "../experiment/runs.ts";

const MAIN = fileURLToPath(new URL("../../dist/sim/cli/main.js", import.meta.url));

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called with the child as soon as it runs. */
  readonly with?: (child: ChildProcessWithoutNullStreams) => void;
}

export function twinsite(
  args: readonly string[],
  { stdin = "", env = {}, with: meet }: Surroundings = {},
): Promise<Outcome> {
  if (!existsSync(MAIN)) throw new Error("the command line is not built: npm run build");
  const { NO_COLOR: _, FORCE_COLOR: __, ...plain } = process.env;
  const child = spawn(process.execPath, [MAIN, ...args], { env: { ...plain, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  child.stdin.on("error", () => {});
  child.stdin.end(stdin);
  meet?.(child);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

/** A new folder with `small.yaml` in it, changed by `edit`. */
export function aFolder(edit: (text: string) => string = (text) => text): { folder: string; file: string } {
  const folder = mkdtempSync(join(tmpdir(), "twinsite-"));
  const file = join(folder, "small.yaml");
  writeFileSync(file, edit(SMALL));
  return { folder, file };
}
