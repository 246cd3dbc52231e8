// The reference executor: one job after the other, here. Tests and the library use it; a cancellation is seen
// between jobs.
import type { Scenario } from "../scenario/scenario.ts";
import type { Executor } from "./executor.ts";
import { chunkRunner } from "./worker-protocol.ts";

export const inProcessExecutor = (scenario?: Scenario): Executor => ({
  async run(jobs, deliver, cancellation) {
    const runChunk = chunkRunner(scenario);
    for (const [index, job] of jobs.entries()) {
      if (cancellation.aborted) return undefined;
      const { results, failure } = runChunk([job]);
      if (failure) return failure;
      for (const result of results) deliver(index, result);
    }
    return undefined;
  },
});
