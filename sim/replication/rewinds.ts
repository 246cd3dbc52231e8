// Nodes whose history went another way than that of whom they are to follow: each is taken back to the fork, which
// lasts a drawn time. It does not run meanwhile, and what was begun is forgotten if it dies.

import type { DataOrders, DataReadings, NodeId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Member, Service } from "../cluster/service.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { after, micros } from "../quantity/time.ts";

export interface RewindParts {
  readonly kernel: Kernel;
  readonly plane: DataOrders & DataReadings;
  readonly bus: EventBus;
  readonly random: Random;
  readonly service: Service;
  /** Per cluster. */
  readonly rewind: (cluster: string) => Distribution;
}

export class Rewinds {
  readonly #parts: RewindParts;
  /** It can follow now. */
  readonly #rewound: () => void;
  readonly #running = new Map<NodeId, EventHandle>();

  constructor(parts: RewindParts, rewound: () => void) {
    this.#parts = parts;
    this.#rewound = rewound;
  }

  has(node: NodeId): boolean {
    return this.#running.has(node);
  }

  begin({ node, cluster }: Member, source: NodeId): void {
    const { kernel, random, bus, plane, service, rewind } = this.#parts;
    const draws = random.stream(`rewind/${node}/${kernel.now}`);
    const done = after(kernel.now, micros(sample(rewind(cluster), draws)));
    bus.emit("rewindBegan", { node });
    const event = kernel.at(done, () => {
      this.#running.delete(node);
      plane.rewind(node, plane.timelineOf(source, service.origin));
      bus.emit("rewound", { node });
      this.#rewound();
    });
    this.#running.set(node, event);
  }

  forget(node: NodeId): void {
    const event = this.#running.get(node);
    if (event !== undefined) this.#parts.kernel.cancel(event);
    this.#running.delete(node);
  }
}
