// A thread of a worker on a queue: one unit at a time. The engine is imported apart: a thread may be ended while it
// loads (see worker.ts).
import type { Unit } from "../../index.ts";

const loaded = import("./packed-outcome.ts");

export default async (unit: Unit): Promise<Uint8Array> => (await loaded).packedOutcome(unit);
