// A node that has just begun to take writes reads from its disk what its predecessor had in memory: a transaction takes
// several times as long at first, and less and less until its cache is warm. In steps, so that nothing happens between
// them. Leaves out: that warming takes longer the less is asked.

import type { Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { after, type Duration, type Instant, micros } from "../quantity/time.ts";
import type { NodeId } from "./data-plane.ts";
import type { EventBus } from "./event-bus.ts";
import type { NodeSpec, Nodes } from "./nodes.ts";
import type { Release } from "./topology.ts";

const STEPS = 10;
/** Who writes when the run begins has done so for ever. */
const BEGIN = 0 as Instant;

export class WarmUp {
  readonly #kernel: Kernel;
  readonly #nodes: Nodes;
  readonly #warming = new Map<NodeId, { step: number; release: Release }>();

  constructor(kernel: Kernel, bus: EventBus, nodes: Nodes) {
    this.#kernel = kernel;
    this.#nodes = nodes;
    bus.on("writerStarted", ({ node }) => {
      const spec = nodes.spec(node);
      if (kernel.now > BEGIN && spec.coldCache) this.#warm(spec, spec.coldCache, 0);
    });
  }

  #warm(spec: NodeSpec, cold: ColdCache, step: number): void {
    this.#warming.get(spec.id)?.release();
    this.#warming.delete(spec.id);
    if (step === STEPS) return;
    const service = 1 + (cold.factor - 1) * (1 - (step + 0.5) / STEPS);
    const own = { step, release: this.#nodes.slow(spec.id, { service, flush: 1 }) };
    this.#warming.set(spec.id, own);
    this.#kernel.at(
      after(this.#kernel.now, micros(cold.for / STEPS)),
      () => {
        if (this.#warming.get(spec.id) === own) this.#warm(spec, cold, step + 1);
      },
      Phase.model,
    );
  }
}

export interface ColdCache {
  /** A transaction takes so many times as long at first. */
  readonly factor: number;
  readonly for: Duration;
}
