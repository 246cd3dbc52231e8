// What becomes of a writer's promises and of its log when it is told to take writes or to stop, freezes, or
// loses power.

import type { NodeId, OriginId } from "../cluster/data-plane.ts";
import type { Fabric } from "../cluster/fabric.ts";
import type { Instant } from "../quantity/time.ts";
import type { Histories } from "./histories.ts";
import type { Holder } from "./holder.ts";
import type { Intake } from "./intake.ts";

export class WriterOrders {
  readonly #histories: Histories;
  readonly #intake: Intake;
  readonly #fabric: Fabric;

  constructor(histories: Histories, intake: Intake, fabric: Fabric) {
    this.#histories = histories;
    this.#intake = intake;
    this.#fabric = fabric;
  }

  set(node: NodeId, origin: OriginId, accepts: boolean, now: Instant): void {
    const holder = this.#histories.holder(node, origin);
    if (holder.accepts === accepts) return;
    const promises = this.#histories.promises(holder.timeline);
    if (accepts) this.#histories.makeWriter(holder);
    holder.accepts = accepts;
    if (accepts) {
      // What was in doubt is history as soon as the rules are met, like anything else; nobody waits for it any more.
      promises.takeBack(now);
      promises.isSuspended = this.#fabric.host(node) !== "running";
    } else {
      this.#intake.drop(node, origin, now);
      promises.takeBack(now);
      promises.isSuspended = true;
    }
    this.#intake.writersChanged();
  }

  /** The host is off: what was not flushed is forgotten, nobody who waits is answered. */
  switchOff(holder: Holder, now: Instant): void {
    if (!holder.isWriter) {
      holder.truncate(holder.flushed.firstAbove(now));
      return;
    }
    const { ledger } = holder;
    const promises = this.#histories.promises(holder.timeline);
    if (holder.accepts) {
      this.#intake.drop(holder.node, this.#histories.originOf(holder.timeline), now);
      promises.takeBack(now);
      promises.isSuspended = true;
    }
    const durable = ledger.flushes.firstAbove(now);
    ledger.truncate(durable);
    promises.truncate(durable);
    holder.flushClock.rewindTo(now);
    this.#intake.writersChanged();
  }

  /** It freezes, or thaws: if it has been replaced meanwhile, nobody who waited gets an answer. */
  suspend(holder: Holder, isFrozen: boolean, now: Instant): void {
    const promises = this.#histories.promises(holder.timeline);
    promises.isSuspended = isFrozen;
    if (isFrozen || !this.#histories.isForked(holder.timeline)) promises.takeBack(now);
    else promises.abandon();
    this.#intake.writersChanged();
  }
}
