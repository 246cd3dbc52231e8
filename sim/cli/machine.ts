// What this machine has and lacks.
import { accessSync, constants, statfsSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { bytes } from "../../reports/view/format.ts";
import { queueFindings } from "./queue/packages.ts";

export interface Finding {
  readonly name: string;
  readonly found: string;
  readonly ok: boolean;
  /** What follows when it is not. */
  readonly advice?: string;
}

export const findings = (): Finding[] => [node(), threads(), memory(), folder(), ...queueFindings()];

function node(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const ok = major > 20 || (major === 20 && minor >= 19);
  return { name: "Node", found: process.versions.node, ok, advice: "20.19 or later is needed" };
}

function threads(): Finding {
  const count = availableParallelism();
  return {
    name: "threads",
    found: String(count),
    ok: count > 1,
    advice: "one thread works, more are faster",
  };
}

function memory(): Finding {
  const total = totalmem();
  return { name: "memory", found: bytes(total), ok: total >= 1e9, advice: "large experiments need 1 GB" };
}

function folder(): Finding {
  const found = process.cwd();
  try {
    accessSync(".", constants.W_OK);
    const { bavail, bsize } = statfsSync(".");
    const free = bavail * bsize;
    return {
      name: "this folder",
      found: `${found}, ${bytes(free)} free`,
      ok: free > 1e7,
      advice: "--out needs room",
    };
  } catch {
    return { name: "this folder", found, ok: false, advice: "not writable: --out must name another" };
  }
}
