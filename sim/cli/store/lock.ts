// One writer: a file beside what it guards, with the process that holds it. A process that has died holds nothing.
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { IncompleteError } from "../stops.ts";
import { type Disk, writing } from "./disk.ts";

interface Holder {
  readonly host: string;
  readonly pid: number;
  /** When the process began, in the system's own count: another process may get the same number. */
  readonly began: string;
}

/** Returns what lets go of it. Throws IncompleteError where another process has it. */
export function lock(path: string, disk: Disk): () => void {
  const own = JSON.stringify({ host: hostname(), pid: process.pid, began: beginOf(process.pid) });
  for (let attempt = 1; ; attempt++) {
    if (writing(path, () => take(path, own, disk))) return () => disk.remove(path);
    const text = contentOf(path);
    if (text === undefined) continue;
    const holder = holderOf(text);
    if (!holder || isAlive(holder) || attempt > 3) {
      throw new IncompleteError(
        `${holder ? `process ${holder.pid} on ${holder.host}` : "another process"} writes here: ${path} says so; if that process is gone, remove the file`,
      );
    }
    setAside(path, text, disk);
  }
}

/** Whole from the first instant: written elsewhere, then linked. */
function take(path: string, content: string, disk: Disk): boolean {
  const draft = `${path}.${process.pid}`;
  try {
    const file = disk.open(draft, "over");
    try {
      disk.write(file, Buffer.from(content), 0);
    } finally {
      disk.close(file);
    }
    disk.link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    disk.remove(draft);
  }
}

/** A dead process's lock goes. Whoever was quicker and has taken it anew gets it back. */
function setAside(path: string, text: string, disk: Disk): void {
  const aside = `${path}.${process.pid}.dead`;
  try {
    disk.rename(path, aside);
    if (contentOf(aside) !== text) disk.link(aside, path);
  } catch {
    // Somebody else was quicker; the next attempt sees who.
  } finally {
    disk.remove(aside);
  }
}

function isAlive({ host, pid, began }: Holder): boolean {
  // Of another machine nothing can be known.
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return beginOf(pid) === began;
}

/** "" where the system does not say; of a process that is dead but for its number, something else. */
function beginOf(pid: number): string {
  const status = contentOf(`/proc/${pid}/stat`) ?? "";
  // The name of the program may hold anything: fields count from the last bracket. Proc(5): the third is the state.
  const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? "ended" : (fields[19] ?? "");
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function holderOf(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
