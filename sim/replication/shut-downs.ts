// Primaries that have stopped of themselves, and what must be true before they start again.

import type { EventBus } from "../cluster/event-bus.ts";
import type { EventMap } from "../cluster/events.ts";
import type { Nodes } from "../cluster/nodes.ts";

interface ShutDown {
  readonly mayStart: () => boolean;
  readonly start: () => void;
}

export class ShutDowns {
  readonly #nodes: Pick<Nodes, "stop">;
  readonly #bus: EventBus;
  #all: readonly ShutDown[] = [];

  constructor({ nodes, bus }: { readonly nodes: Nodes; readonly bus: EventBus }) {
    this.#nodes = nodes;
    this.#bus = bus;
  }

  /** The process ends; what it had sent arrives, and its disk keeps what it has. */
  add(why: EventMap["primaryShutDown"], mayStart: () => boolean): void {
    this.#bus.emit("primaryShutDown", why);
    const start = this.#nodes.stop([why.node], { inFlight: "arrives", storage: "intact", isSilent: false });
    this.#all = [...this.#all, { mayStart, start }];
  }

  /** Conditions have changed. */
  review(): void {
    const ready = this.#all.filter(({ mayStart }) => mayStart());
    if (ready.length === 0) return;
    this.#all = this.#all.filter((one) => !ready.includes(one));
    for (const { start } of ready) start();
  }
}
