// Who may send how fast: the streams of a plane share their links max-min fairly. Rates change when a stream opens,
// closes, changes its path, falls behind or has caught up, or when the load has moved.

import type { Fabric } from "../cluster/fabric.ts";
import { fairShare } from "../network/fair-share.ts";
import type { TransactionStream } from "./transaction-stream.ts";

/**
 * A stream whose queue exceeds this has a backlog; below the lower mark it keeps up again. Real µs of
 * transmission.
 */
const FALLS_BEHIND = 200_000;
const CATCHES_UP = 5_000;

export class Sharing {
  readonly #fabric: Fabric;
  /** Bytes of log per µs that the source of a stream appends, on average, now. */
  readonly #appendRate: (stream: TransactionStream) => number;
  readonly #behind = new Set<TransactionStream>();

  constructor(fabric: Fabric, appendRate: (stream: TransactionStream) => number) {
    this.#fabric = fabric;
    this.#appendRate = appendRate;
  }

  isBehind(stream: TransactionStream): boolean {
    return this.#behind.has(stream);
  }

  /** Looks who has fallen behind or caught up; true if that changes anything. */
  review(streams: readonly TransactionStream[], now: number): boolean {
    let changes = false;
    for (const stream of streams) {
      const queued = stream.isFlowing ? stream.queued(now) : 0;
      const was = this.#behind.has(stream);
      if (!was && queued > FALLS_BEHIND) this.#behind.add(stream);
      else if (was && queued < CATCHES_UP) this.#behind.delete(stream);
      else continue;
      changes = true;
    }
    return changes;
  }

  forget(stream: TransactionStream): void {
    this.#behind.delete(stream);
  }

  /** Gives every flowing stream its rate from `now` on. */
  share(streams: readonly TransactionStream[], now: number): void {
    const flowing = streams.filter((stream) => stream.isFlowing);
    if (flowing.length === 0) return;
    const flows = flowing.map((stream) => ({
      links: stream.forward?.links ?? [],
      demand: Math.min(
        stream.goodput,
        this.#behind.has(stream) ? Number.POSITIVE_INFINITY : this.#appendRate(stream) * stream.expansion,
      ),
      ceiling: stream.ceiling,
    }));
    const rates = fairShare(flows, this.#fabric.capacities());
    flowing.forEach((stream, i) => {
      stream.setRate(now, rates[i] as number);
    });
  }
}
