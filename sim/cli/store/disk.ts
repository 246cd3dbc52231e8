// The disk as results see it: few operations, each of which may fail. Tests put another one here that fails at the
// n-th write.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { IncompleteError } from "../stops.ts";

export interface Disk {
  /** `new`: fails where a file is; `update`: fails where none is; `over`: what was there is gone. */
  open(path: string, mode: "new" | "update" | "over" | "read"): number;
  /** All of it, or an error. */
  write(file: number, bytes: Uint8Array, at: number): void;
  /** Fewer bytes at the end of the file. */
  read(file: number, length: number, at: number): Buffer;
  size(file: number): number;
  truncate(file: number, size: number): void;
  /** What was written is on the disk when this returns. */
  sync(file: number): void;
  close(file: number): void;
  /** Replaces what is there, at once. */
  rename(from: string, to: string): void;
  /** A second name; fails where a file is. */
  link(from: string, to: string): void;
  /** Nothing happens where nothing is. */
  remove(path: string): void;
  /** New names in this folder survive a loss of power. */
  syncFolder(path: string): void;
}

const FLAGS = { new: "wx+", update: "r+", over: "w+", read: "r" } as const;

export const nodeDisk: Disk = {
  open: (path, mode) => openSync(path, FLAGS[mode]),
  write(file, bytes, at) {
    for (let done = 0; done < bytes.length; ) {
      done += writeSync(file, bytes, done, bytes.length - done, at + done);
    }
  },
  read(file, length, at) {
    const bytes = Buffer.alloc(length);
    let done = 0;
    while (done < length) {
      const count = readSync(file, bytes, done, length - done, at + done);
      if (count === 0) break;
      done += count;
    }
    return bytes.subarray(0, done);
  },
  size: (file) => fstatSync(file).size,
  truncate: ftruncateSync,
  sync: fdatasyncSync,
  close: closeSync,
  rename: renameSync,
  link: linkSync,
  remove: (path) => rmSync(path, { force: true }),
  syncFolder(path) {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  },
};

/** What stands there afterwards is all of it, on the disk, or what stood there before. */
export function replaceFile(path: string, content: Uint8Array, disk: Disk): void {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
  try {
    const file = disk.open(draft, "over");
    try {
      disk.write(file, content, 0);
      disk.sync(file);
    } finally {
      disk.close(file);
    }
    disk.rename(draft, path);
    disk.syncFolder(dirname(path));
  } catch (error) {
    disk.remove(draft);
    throw error;
  }
}

/** What the operating system says, for people. */
export function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOSPC" || code === "EDQUOT") return "the disk is full";
  if (code === "EFBIG") return "files may not grow further here (ulimit -f)";
  if (code === "EIO") return "the disk reports an error";
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return "no permission";
  if (code === "ENOENT") return "there can be no folder";
  if (code === "ENOTDIR" || code === "EEXIST") return "a file stands where a folder should be";
  return message;
}

/** Does it, and says what could not be written if it fails. */
export function writing<T>(path: string, write: () => T, hint = ""): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof IncompleteError) throw error;
    throw new IncompleteError(`cannot write ${path}: ${whyNot(error as NodeJS.ErrnoException)}${hint}`);
  }
}
