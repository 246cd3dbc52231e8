// One lease in one pair of hands: renewed at the ticks of a loop, it runs out one ttl after the last renewal; a holder
// whose renewals fail goes on trying for a while and then gives up. No event per renewal: the clock is brought along
// when conditions change. A renewal that failed is tried again all the time, and one that a frozen process slept
// through is made up for when it wakes: neither waits for the next tick. While the store has no leader no lease
// runs out; a new leader gives it a full ttl. Leaves out: the time that a renewal takes.

import type { Lattice } from "../cluster/lattice.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { after, type Duration, type Instant, later } from "../quantity/time.ts";

export interface LeaseConditions {
  /** The process of the holder runs; a frozen one does nothing. */
  readonly isRunning: boolean;
  /** A renewal that is tried now gets through. */
  readonly isServed: boolean;
  readonly hasStoreLeader: boolean;
}

/** Resets the machine when nobody has renewed until so long before the end of the lease. */
export interface Watchdog {
  readonly margin: Duration;
  readonly bites: () => void;
}

type Mode = "renewing" | "failing" | "asleep";

export class LeaseClock {
  readonly lattice: Lattice;
  readonly #kernel: Kernel;
  readonly #terms: { readonly ttl: Duration; readonly retry: Duration };
  readonly #expired: () => void;
  readonly #gaveUp: (() => void) | undefined;
  readonly #watchdog: Watchdog | undefined;
  #mode: Mode = "renewing";
  #hasStoreLeader = true;
  /** Since when it is as it is. */
  #since: Instant;
  #renewedAt: Instant;
  #reportedAt: Instant;
  /** A renewal fell due while it slept. */
  #isOverdue = false;
  /** When the renewal began that fails now. */
  #failingSince: Instant | undefined;
  #expiry: EventHandle | undefined;
  #surrender: EventHandle | undefined;
  #bite: EventHandle | undefined;

  /** `renewedAt`: the last renewal so far. `gaveUp` undefined = it tries for ever. */
  constructor(parts: {
    kernel: Kernel;
    terms: { readonly ttl: Duration; readonly retry: Duration };
    lattice: Lattice;
    renewedAt: Instant;
    expired: () => void;
    gaveUp: (() => void) | undefined;
    watchdog?: Watchdog | undefined;
  }) {
    this.lattice = parts.lattice;
    this.#kernel = parts.kernel;
    this.#terms = parts.terms;
    this.#expired = parts.expired;
    this.#gaveUp = parts.gaveUp;
    this.#watchdog = parts.watchdog;
    this.#since = this.#renewedAt = this.#reportedAt = parts.renewedAt;
  }

  get isRenewing(): boolean {
    return this.#mode === "renewing";
  }
  /** When the holder last told the store its position. */
  get reportedAt(): Instant {
    return this.#reportedAt;
  }

  review({ isRunning, isServed, hasStoreLeader }: LeaseConditions): void {
    const mode = !isRunning ? "asleep" : isServed ? "renewing" : "failing";
    if (mode === this.#mode && hasStoreLeader === this.#hasStoreLeader) return;
    const { now } = this.#kernel;
    this.#bringTo(now);
    this.#hasStoreLeader = hasStoreLeader;
    this.#mode = mode;
    this.#since = now;
    if (mode === "renewing") {
      if (this.#failingSince !== undefined || this.#isOverdue) this.#renewed(now);
    } else if (mode === "failing" && this.#isOverdue) this.#failingSince ??= now;
    this.#plan();
  }

  /** The store has a new leader; if it gives every lease a full ttl, it gives so much more. */
  storeLeaderElected(extension: Duration | "none"): void {
    const { now } = this.#kernel;
    this.#bringTo(now);
    this.#since = now;
    if (extension !== "none") this.#renewedAt = after(now, extension);
    this.#hasStoreLeader = true;
    this.#plan();
  }

  stop(): void {
    for (const timer of [this.#expiry, this.#surrender, this.#bite])
      if (timer !== undefined) this.#kernel.cancel(timer);
    this.#expiry = this.#surrender = this.#bite = undefined;
  }

  /** The ticks before `now`; what is due at this very instant meets the new conditions. */
  #bringTo(now: Instant): void {
    const { lattice } = this;
    const due = lattice.next(this.#since);
    if (due >= now) return;
    if (this.#mode === "renewing") this.#renewed(lattice.tick(lattice.lastAt((now - 1) as Instant)));
    else if (this.#mode === "failing") this.#failingSince ??= due;
    else this.#isOverdue = true;
  }

  #renewed(at: Instant): void {
    this.#renewedAt = this.#reportedAt = at;
    this.#isOverdue = false;
    this.#failingSince = undefined;
  }

  #plan(): void {
    this.stop();
    const { now } = this.#kernel;
    if (this.#mode === "renewing") return;
    if (this.#hasStoreLeader) {
      const expiry = later(after(this.#renewedAt, this.#terms.ttl), now);
      this.#expiry = this.#kernel.at(expiry, () => {
        this.stop();
        this.#expired();
      });
    }
    if (this.#watchdog) {
      const { margin, bites } = this.#watchdog;
      // Renewals feed it; a new leader of the store does not.
      const bite = after(this.#reportedAt, (this.#terms.ttl - margin) as Duration);
      if (bite >= now) this.#bite = this.#kernel.at(bite, bites);
    }
    const gaveUp = this.#gaveUp;
    if (this.#mode === "failing" && gaveUp) {
      const begun = this.#failingSince ?? this.lattice.next(now);
      this.#surrender = this.#kernel.at(later(after(begun, this.#terms.retry), now), gaveUp);
    }
  }
}
