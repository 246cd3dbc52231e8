// Losses over years, one by one as they become final, without memory of those told: the same loss function as
// in a drill (cluster/loss.ts), asked when a survivor leads and the loser has stopped promising, whichever is
// later. Leaves out: restores that go back behind the begin of a replication.

import type { DataTruth, TimelineId } from "../../cluster/data-plane.ts";
import type { EventBus } from "../../cluster/event-bus.ts";
import { type Loss, lossOf } from "../../cluster/loss.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { earlier, type Instant } from "../../quantity/time.ts";

interface Pending {
  readonly survived: number;
  readonly failedAt: Instant;
  readonly loser: string;
}

export interface LossWatchParts {
  readonly plane: DataTruth;
  readonly kernel: Kernel;
  readonly bus: EventBus;
  /** When the latest fault struck. */
  readonly faultAt: () => Instant;
  /** Told when it is final; `failedAt`: when the loser failed. */
  readonly lost: (loss: Loss, at: Instant, failedAt: Instant) => void;
}

export class LossWatch {
  readonly #parts: LossWatchParts;
  readonly #pending = new Map<TimelineId, Pending>();
  readonly #stopped = new Map<TimelineId, Instant>();
  /** When each node last stopped, until it runs again. */
  readonly #downSince = new Map<string, Instant>();
  readonly #destroyed = new Set<string>();

  constructor(parts: LossWatchParts) {
    this.#parts = parts;
    const { bus, kernel } = parts;
    bus.on("nodeWillStop", ({ node, storage }) => {
      this.#downSince.set(node, kernel.now);
      if (storage === "destroyed") this.#destroyed.add(node);
    });
    bus.on("nodeStateChanged", ({ node, to }) => {
      if (to === "running") this.#downSince.delete(node);
    });
    // What is copied or rewound onto it is not what it had.
    for (const event of ["copyFinished", "rewound"] as const)
      bus.on(event, ({ node }) => this.#destroyed.delete(node));
    bus.on("writerStopped", ({ timeline }) => {
      this.#stopped.set(timeline, kernel.now);
      this.#settle(timeline);
    });
    bus.on("writerStarted", ({ timeline }) => this.#stopped.delete(timeline));
    bus.on("promoted", ({ from, survived, loser }) => {
      const failedAt = this.#downSince.get(loser) ?? parts.faultAt();
      this.#pending.set(from, { survived, failedAt, loser });
      this.#settle(from);
    });
  }

  /** Some loser still writes: what is lost still grows. */
  get isOpen(): boolean {
    return this.#pending.size > 0;
  }

  /** At the end of a replication: a loser that still writes is asked as it stands. */
  close(): void {
    for (const timeline of [...this.#pending.keys()]) {
      if (!this.#stopped.has(timeline)) this.#stopped.set(timeline, this.#parts.kernel.now);
      this.#settle(timeline);
    }
  }

  #settle(timeline: TimelineId): void {
    const pending = this.#pending.get(timeline);
    const stoppedAt = this.#stopped.get(timeline);
    if (!pending || stoppedAt === undefined) return;
    this.#pending.delete(timeline);
    this.#stopped.delete(timeline);
    const { survived, failedAt, loser } = pending;
    const flushedBy = this.#destroyed.has(loser) ? undefined : stoppedAt;
    const { plane, kernel } = this.#parts;
    const cut = { survived, failedAt: earlier(failedAt, stoppedAt), stoppedAt, flushedBy };
    this.#parts.lost(lossOf(plane.ledger(timeline), cut), kernel.now, cut.failedAt);
  }
}
