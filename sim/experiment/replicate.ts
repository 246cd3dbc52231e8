// The jobs of a drill: in each replication one steady window and every disruption, so that an interrupted
// experiment has something to say about all of them.
import type { Resolution } from "../model/build.ts";
import { type Job, NOTHING_BREAKS } from "./run-result.ts";

export interface Order {
  readonly disruptions: readonly string[];
  readonly replications: number;
  readonly seed: string;
  readonly resolution?: Resolution;
}

export function jobsOf({ disruptions, replications, seed, resolution }: Order): Job[] {
  const names = [NOTHING_BREAKS, ...disruptions];
  return Array.from({ length: replications }, (_, i) =>
    names.map((disruption) => ({
      disruption,
      replication: i + 1,
      seed,
      // What is not said is not sent.
      ...(resolution !== undefined && { resolution }),
    })),
  ).flat();
}
