// Where a command keeps the results of its units: in a journal in the folder of its results, so that what is finished
// outlives the program; without a folder in memory. Once everything is in the result files the journal goes: it
// says nothing that they do not, and the next command may write here.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { memoryStore, type ResultStore } from "../../index.ts";
import type { Console } from "../console.ts";
import { ensureFolder } from "../files.ts";
import { UsageError } from "../stops.ts";
import { type Disk, nodeDisk } from "./disk.ts";
import { type Journal, openJournal } from "./journal.ts";
import { lock } from "./lock.ts";

export interface StoreOptions {
  /** The folder of the results. */
  readonly out?: string;
  /** Goes on from what an earlier command has left there. */
  readonly resume?: boolean;
  /** Tells journals of one folder apart: "2-of-3". */
  readonly suffix?: string;
}

export interface OpenStore extends ResultStore {
  /** Everything is in files under their final names: the journal goes. */
  discard(): void;
  /** Always, and last. */
  close(): void;
}

export function openStore(options: StoreOptions, console: Console, disk: Disk = nodeDisk): OpenStore {
  const { out, resume = false, suffix } = options;
  if (out === undefined) {
    if (resume) throw new UsageError("--resume needs --out: what is finished is kept in that folder");
    return { ...memoryStore(), discard: () => {}, close: () => {} };
  }
  ensureFolder(out);
  const path = join(out, suffix === undefined ? ".journal" : `.journal-${suffix}`);
  const unlock = lock(`${path}.lock`, disk);
  try {
    return journalStore(path, openedFor(path, resume, console, disk), { unlock, disk });
  } catch (error) {
    unlock();
    throw error;
  }
}

function openedFor(path: string, resume: boolean, console: Console, disk: Disk): Journal {
  const isThere = existsSync(path);
  const journal = openJournal(path, disk);
  if (isThere && !resume && journal.size > 0) {
    const { size } = journal;
    journal.close();
    throw new UsageError(
      `${path} keeps ${size} finished units of work that was not completed: --resume goes on from there; or remove it, or name another folder`,
    );
  }
  if (journal.damage !== undefined)
    console.complain(`${console.paintNote("yellow", "warning")}: ${journal.damage}`);
  return journal;
}

function journalStore(
  path: string,
  journal: Journal,
  { unlock, disk }: { readonly unlock: () => void; readonly disk: Disk },
): OpenStore {
  return {
    get: (key) => journal.get(key),
    put: (key, result) => journal.put(key, result),
    flush: () => journal.flush(),
    discard: () => disk.remove(path),
    close() {
      journal.close();
      unlock();
    },
  };
}
