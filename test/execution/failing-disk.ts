// A disk of which the n-th operation that changes something fails, as a full or a broken one would. A write that fails
// has written half of it.
import { type Disk, nodeDisk } from "../../sim/cli/store/disk.ts";

export interface FailingDisk {
  readonly disk: Disk;
  /** Operations that changed something, or would have. */
  readonly operations: () => number;
}

export function failingAt(n: number, code: "ENOSPC" | "EIO"): FailingDisk {
  let count = 0;
  const failNow = (): boolean => ++count === n;
  const error = (): Error => Object.assign(new Error(`${code}: it fails here`), { code });
  const changing =
    <A extends unknown[], T>(operation: (...own: A) => T) =>
    (...own: A): T => {
      if (failNow()) throw error();
      return operation(...own);
    };
  const disk: Disk = {
    ...nodeDisk,
    open: (path, mode) => {
      if ((mode === "new" || mode === "over") && failNow()) throw error();
      return nodeDisk.open(path, mode);
    },
    write(file, bytes, at) {
      if (!failNow()) return nodeDisk.write(file, bytes, at);
      nodeDisk.write(file, bytes.subarray(0, bytes.length >> 1), at);
      throw error();
    },
    truncate: changing(nodeDisk.truncate),
    sync: changing(nodeDisk.sync),
    rename: changing(nodeDisk.rename),
    link: changing(nodeDisk.link),
    syncFolder: changing(nodeDisk.syncFolder),
  };
  return { disk, operations: () => count };
}
