// What was lost, service by service: asked of the ledger when a survivor leads and the loser has stopped promising,
// whichever is later. Several failovers of one run add up; the worst one gives the times.

import type { DataReadings, DataTruth, TimelineId } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { ServiceId } from "../cluster/events.ts";
import { type Loss, lossOf } from "../cluster/loss.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Instant } from "../quantity/time.ts";

interface Pending {
  readonly service: ServiceId;
  readonly survived: number;
  readonly failedAt: Instant;
  readonly loser: string;
}

export const noLoss: Loss = {
  transactions: 0,
  bytes: 0 as Bytes,
  rpoAchieved: 0,
  recoveryPointAge: 0,
  stranded: 0,
  phantom: 0,
  divergent: 0,
  inDoubt: 0,
};

/** Whose history was replaced where, and when its last acknowledgement can have been. */
export interface LossCut {
  readonly timeline: TimelineId;
  readonly loser: string;
  readonly survived: number;
  readonly stoppedAt: Instant;
}
/** `cut` is absent for what was lost before the run began. */
export type LossListener = (service: ServiceId, loss: Loss, cut?: LossCut) => void;

export class LossAccount {
  readonly #plane: DataTruth & DataReadings;
  readonly #kernel: Kernel;
  readonly #pending = new Map<TimelineId, Pending>();
  readonly #stopped = new Map<TimelineId, Instant>();
  readonly #destroyed = new Set<string>();
  /** Of all failovers so far, by service. */
  readonly #sums = new Map<ServiceId, Loss>();
  readonly #listeners: LossListener[] = [];
  #failedAt: Instant = 0 as Instant;
  #inDoubt = 0;

  constructor(parts: { plane: DataTruth & DataReadings; kernel: Kernel; bus: EventBus }) {
    const { plane, kernel, bus } = parts;
    this.#plane = plane;
    this.#kernel = kernel;
    bus.on("faultBegan", () => {
      this.#failedAt = kernel.now;
    });
    bus.on("nodeWillStop", ({ node, storage }) => {
      if (storage === "destroyed") this.#destroyed.add(node);
    });
    bus.on("writerStopped", ({ timeline }) => {
      this.#stopped.set(timeline, kernel.now);
      const ledger = plane.ledger(timeline);
      const acknowledged = ledger.acknowledged(kernel.now);
      this.#inDoubt += ledger.transactionsBetween(
        acknowledged,
        Math.max(acknowledged, ledger.appended(kernel.now)),
      );
      this.#settle(timeline);
    });
    // It took writes again on the same timeline: nothing of it is lost for having stopped.
    bus.on("writerStarted", ({ timeline }) => this.#stopped.delete(timeline));
    bus.on("promoted", ({ service, from, survived, loser }) => {
      this.#pending.set(from, { service, survived, failedAt: this.#failedAt, loser });
      this.#settle(from);
    });
  }

  /** At the end of a run: a loser that still writes is asked as it stands. */
  close(): void {
    for (const timeline of [...this.#pending.keys()]) {
      this.#stopped.set(timeline, this.#stopped.get(timeline) ?? this.#kernel.now);
      this.#settle(timeline);
    }
  }

  isDestroyed(node: string): boolean {
    return this.#destroyed.has(node);
  }

  /**
   * A primary is gone for good without any promotion: a survivor serves instead (two-way replication), or
   * nobody does,
   * and this is what the best of them has.
   */
  abandon(service: ServiceId, timeline: TimelineId, survived: number, loser: string): void {
    this.#pending.set(timeline, { service, survived, failedAt: this.#failedAt, loser });
    this.#settle(timeline);
  }

  /** Was the history of anything replaced? Only then does a recovery point exist. */
  get hasFailedOver(): boolean {
    return this.#sums.size > 0;
  }

  /** `only` one service, or all together: counts add up, the worst one gives the times. */
  total(only?: ServiceId): Loss {
    let sum: Loss = { ...noLoss, inDoubt: this.#inDoubt };
    for (const [service, loss] of this.#sums)
      if (only === undefined || service === only) sum = { ...together(sum, loss), inDoubt: this.#inDoubt };
    return sum;
  }

  /** Hears of each failover what it lost, when that is known. */
  onLoss(listener: LossListener): void {
    this.#listeners.push(listener);
  }

  /** History went back behind the begin of the run, to `point`: expected writes stand for those nobody simulated. */
  addUnseen(
    service: ServiceId,
    unseen: { readonly point: number; readonly transactions: number; readonly bytes: number },
  ): void {
    const age = this.#failedAt - unseen.point;
    const { transactions } = unseen;
    const bytes = unseen.bytes as Bytes;
    this.#add(service, {
      ...noLoss,
      transactions,
      bytes,
      rpoAchieved: age,
      recoveryPointAge: age,
      stranded: this.#destroyed.size > 0 ? 0 : transactions,
      divergent: transactions,
    });
  }

  #settle(timeline: TimelineId): void {
    const pending = this.#pending.get(timeline);
    const stoppedAt = this.#stopped.get(timeline);
    if (!pending || stoppedAt === undefined) return;
    this.#pending.delete(timeline);
    // Another history is written now; nobody stops this one again.
    this.#stopped.delete(timeline);
    const { service, survived, failedAt, loser } = pending;
    const flushedBy = this.#destroyed.has(loser) ? undefined : stoppedAt;
    const loss = lossOf(this.#plane.ledger(timeline), { survived, failedAt, stoppedAt, flushedBy });
    this.#add(service, loss, { timeline, loser, survived, stoppedAt });
  }

  #add(service: ServiceId, loss: Loss, cut?: LossCut): void {
    this.#sums.set(service, together(this.#sums.get(service) ?? noLoss, loss));
    for (const listener of this.#listeners) listener(service, loss, cut);
  }
}

/** Counts add up, the worst one gives the times. */
const together = (one: Loss, other: Loss): Loss => ({
  transactions: one.transactions + other.transactions,
  bytes: (one.bytes + other.bytes) as Bytes,
  rpoAchieved: Math.max(one.rpoAchieved, other.rpoAchieved),
  recoveryPointAge: Math.max(one.recoveryPointAge, other.recoveryPointAge),
  stranded: one.stranded + other.stranded,
  phantom: one.phantom + other.phantom,
  divergent: one.divergent + other.divergent,
  inDoubt: one.inDoubt + other.inDoubt,
});
