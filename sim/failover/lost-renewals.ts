// The renewals of a lease that get lost although the holder and the store are well: nothing got through a lossy path
// during the whole time that a renewal is retried. Drawn ahead: an event when a renewal fails, another when one gets
// through again. Memoryless at a tick: a path that changes is drawn anew for the renewals to come, and one that is
// being retried keeps its fate. Leaves out: a renewal that gets through late counts as of its tick.

import type { Lattice } from "../cluster/lattice.ts";
import { attemptsBefore, LossyDetector } from "../cluster/lossy-detector.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { Duration, Instant } from "../quantity/time.ts";

export interface RenewalTerms {
  readonly loop: Duration;
  /** For how long one renewal is tried; the loop waits for it. */
  readonly retry: Duration;
}

/** The furthest that a kernel can schedule. */
const HORIZON = Number.MAX_SAFE_INTEGER;

export class LostRenewals {
  readonly #kernel: Kernel;
  readonly #terms: RenewalTerms;
  readonly #newDraws: () => RandomStream;
  readonly #changed: () => void;
  #lattice: Lattice | undefined;
  #loss = 0;
  /** The first renewal of those that fail now. */
  #lostTick: number | undefined;
  #event: EventHandle | undefined;

  /** `newDraws` gives a stream of its own each time; `changed` is called when renewals begin or cease to get lost. */
  constructor(parts: {
    kernel: Kernel;
    terms: RenewalTerms;
    newDraws: () => RandomStream;
    changed: () => void;
  }) {
    this.#kernel = parts.kernel;
    this.#terms = parts.terms;
    this.#newDraws = parts.newDraws;
    this.#changed = parts.changed;
  }

  /** The last renewal that was tried got lost. */
  get areLost(): boolean {
    return this.#lostTick !== undefined;
  }

  /** Renewals are tried at these ticks, and each is lost with this probability; no lattice = nobody tries. */
  try(lattice: Lattice | undefined, loss: number): void {
    if (lattice === this.#lattice && loss === this.#loss) return;
    if (lattice !== this.#lattice) this.#lostTick = undefined;
    this.#lattice = lattice;
    this.#loss = loss;
    if (this.#event !== undefined) this.#kernel.cancel(this.#event);
    this.#event = undefined;
    if (this.#lostTick === undefined) this.#awaitLoss(this.#kernel.now);
    else this.#awaitReturn(this.#lostTick);
  }

  /** The first renewal at or after `from` that gets lost. */
  #awaitLoss(from: Instant): void {
    const lattice = this.#lattice;
    if (lattice === undefined || this.#loss <= 0) return;
    const first = lattice.lastAt((from - 1) as Instant) + 1;
    const loop = { loss: this.#loss, misses: 1, ticks: () => 1 };
    const lost = first + new LossyDetector(loop, this.#newDraws()).ticks;
    this.#at(lattice.tick(lost), () => {
      this.#lostTick = lost;
      this.#changed();
      if (this.#lostTick !== undefined && this.#event === undefined) this.#awaitReturn(this.#lostTick);
    });
  }

  #awaitReturn(lostTick: number): void {
    const { loop, retry } = this.#terms;
    const lattice = this.#lattice as Lattice;
    const stride = Math.max(1, Math.ceil(retry / loop));
    let back = lostTick + stride;
    while (lattice.tick(back) < this.#kernel.now) back += stride;
    back += stride * (this.#loss > 0 ? attemptsBefore(1 - this.#loss, this.#newDraws()) : 0);
    this.#at(lattice.tick(back), () => {
      this.#lostTick = undefined;
      this.#changed();
      if (this.#event === undefined) this.#awaitLoss((this.#kernel.now + 1) as Instant);
    });
  }

  #at(instant: Instant, action: () => void): void {
    if (instant > HORIZON) return;
    this.#event = this.#kernel.at(instant, () => {
      this.#event = undefined;
      action();
    });
  }
}
