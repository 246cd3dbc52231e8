// One run in both data planes, with looks at what every node holds while it runs.

import { runOnce } from "../../sim/experiment/run-once.ts";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { Phase } from "../../sim/kernel/phase.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Resolution } from "../../sim/model/build.ts";
import { Model } from "../../sim/model/model.ts";
import type { Instant } from "../../sim/quantity/time.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

const RESOLUTIONS = ["transaction", "fluid"] as const;

export interface Look {
  readonly at: number;
  readonly node: string;
  /** Bytes that the furthest writer has appended and this copy has not received; -1 = nothing usable. */
  readonly lag: number;
  /** Of the first byte that it lacks, µs. */
  readonly age: number;
  readonly applied: number;
}

/** The whole result of one replication in either plane. */
export function runBoth(scenario: Scenario, replication: number, seed = "agreement"): [RunResult, RunResult] {
  const [transaction, fluid] = RESOLUTIONS.map((resolution) =>
    runOnce(scenario, { disruption: "test", replication, seed, resolution }),
  );
  return [transaction as RunResult, fluid as RunResult];
}

/** What every node lacks, every `every` seconds of the run in either plane. */
export function lookBoth(scenario: Scenario, every: number, seed = "agreement"): [Look[], Look[]] {
  const [transaction, fluid] = RESOLUTIONS.map((resolution) => looks(scenario, { resolution, every, seed }));
  return [transaction as Look[], fluid as Look[]];
}

function looks(
  scenario: Scenario,
  how: { readonly resolution: Resolution; readonly every: number; readonly seed: string },
): Look[] {
  const model = new Model(scenario, "test", randomRoot(how.seed).replication(1), how.resolution);
  const { kernel, plane, services } = model.world;
  const found: Look[] = [];
  const look = (): void => {
    const at = kernel.now;
    for (const { service } of services) {
      const ledger = plane.ledger(service.timeline);
      for (const { node } of service.members) {
        const held = plane.position(node, service.origin, "received", at);
        const isOn = plane.timelineOf(node, service.origin) === service.timeline;
        const lag = held < 0 || !isOn ? -1 : ledger.appended(at) - held;
        const age = lag < 0 ? -1 : Math.max(0, at - ledger.appendedPast(held));
        found.push({ at, node, lag, age, applied: plane.position(node, service.origin, "applied", at) });
      }
    }
    if (at < 1_800_000_000) kernel.at((at + how.every) as Instant, look, Phase.observers);
  };
  kernel.at(how.every as Instant, look, Phase.observers);
  model.run();
  return found;
}
