// The threads of a worker on a queue. The simulation never runs on the main thread: there locks are renewed, and a lock
// that is not renewed in time gives the unit to a second worker.
import { Piscina } from "piscina";
import type { Unit } from "../../index.ts";

export interface UnitThreads {
  /** Packed (outcome.ts). Rejects when the thread dies: out of memory, say. */
  readonly run: (unit: Unit) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** `breakDown`: threads cannot even begin. */
export function unitThreads(count: number, breakDown: (error: Error) => void): UnitThreads {
  const pool = new Piscina<Unit, Uint8Array>({
    filename: new URL("./unit-thread.js", import.meta.url).href,
    minThreads: count,
    maxThreads: count,
    // A run leaves a few megabytes behind: collected rarely and young they cost least.
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  pool.on("error", breakDown);
  return { run: (unit) => pool.run(unit), close: () => pool.destroy() };
}
