// A thread of the pool: loads the scenario once, then does jobs. The engine is imported apart: piscina requires this
// file, and Node 20 ends the whole program if a thread is ended while a require loads modules.
import { workerData } from "node:worker_threads";
import type { AnyJob, ChunkOutcome, WorkerSetup } from "../index.ts";

const served = import("../index.ts").then(({ serve }) => serve(workerData as WorkerSetup | undefined));

export default async <J extends AnyJob>(jobs: readonly J[]): Promise<ChunkOutcome<J>> => (await served)(jobs);
