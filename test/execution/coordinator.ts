// Starts the process that tests may kill, and reads what it leaves behind.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { nodeDisk } from "../../sim/cli/store/disk.ts";
import { JOURNAL_FORMAT } from "../../sim/cli/store/journal.ts";
import { scan } from "../../sim/cli/store/records.ts";
import { tinyDesign } from "./tiny.ts";

const MAIN = fileURLToPath(new URL("./coordinator.mjs", import.meta.url));
const design = JSON.stringify(tinyDesign());

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Coordination {
  readonly out: string;
  readonly threads?: number;
  /** Of ten units each: how many, or their seeds with commas. */
  readonly parts?: number | string;
  readonly wishes?: readonly string[];
  /** No file that it writes may be larger. */
  readonly limitKilobytes?: number;
  /** Called with the process as soon as it runs. */
  readonly meet?: (child: ChildProcess) => void;
}

export function coordinate(coordination: Coordination): Promise<Ended> {
  const { out, threads = 2, parts = 100, wishes = [], meet, limitKilobytes = "unlimited" } = coordination;
  const command = [process.execPath, MAIN, design, out, `${threads}`, `${parts}`, ...wishes];
  // The shell sets the limit and becomes the process.
  const limit = `ulimit -f ${limitKilobytes}; exec "$@"`;
  const child = spawn("bash", ["-c", limit, "bash", ...command]);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
  });
  meet?.(child);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

export const aFolder = (): string => mkdtempSync(join(tmpdir(), "twinsite-"));

export const answersIn = (out: string): string => readFileSync(join(out, "answers.json"), "utf8");

export const journalSize = (out: string): number => {
  const path = join(out, ".journal");
  return existsSync(path) ? statSync(path).size : 0;
};

/** Keys of its whole records, in their order. */
export function journalKeys(out: string): string[] {
  const path = join(out, ".journal");
  if (!existsSync(path)) return [];
  const file = nodeDisk.open(path, "read");
  try {
    return scan(nodeDisk, file, JOURNAL_FORMAT)?.records.map(({ key }) => key) ?? [];
  } finally {
    nodeDisk.close(file);
  }
}
