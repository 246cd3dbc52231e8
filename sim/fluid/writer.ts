// A node that takes writes of one origin. Its log grows as its clients ask, a service time later; not while the
// host is away. It promises what its terms allow, to those who are connected at the time.

import type { HostCondition } from "../cluster/data-plane.ts";
import type { NodeTerms } from "../cluster/terms.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { meanOf } from "../kernel/sampling.ts";
import { ClosedLoopHouse } from "./closed-loop-house.ts";
import { relag } from "./curve.ts";
import type { Confirmations } from "./fluid-ledger.ts";
import type { FluidHolder } from "./holder.ts";
import { House } from "./house.ts";
import type { Offered } from "./offered.ts";

export interface FluidWriterParts {
  readonly kernel: Kernel;
  readonly holder: FluidHolder;
  readonly terms: NodeTerms;
  readonly offered: Offered;
  readonly isRunning: () => boolean;
  /** Somebody has been promoted out of its timeline. */
  readonly isReplaced: () => boolean;
  readonly confirmations: Confirmations;
  /** Clients ask only when they have been answered and have thought for so many µs; undefined = they just come. */
  readonly closedLoop: { readonly clients: number; readonly think: number } | undefined;
  /** So many of its writes come for every one that each hot row takes; Infinity = none are hot. */
  readonly perLock: number;
  /** How long its clients wait for an answer, µs. */
  readonly patience: number;
  /** Its log will grow otherwise than was planned. */
  readonly replanned: () => void;
  /** From now on it serves this share of those who ask. */
  readonly serves: (share: number) => void;
}

export class FluidWriter {
  readonly holder: FluidHolder;
  readonly #parts: FluidWriterParts;
  /** One transaction as usual, µs, and how many times as long it takes now. */
  readonly #usual: number;
  #pace = 1;
  /** Bytes of log per µs that its processors get through as usual. */
  readonly #speed: number;
  readonly #house: House | ClosedLoopHouse;
  #isWriting = false;

  constructor(parts: FluidWriterParts) {
    this.#parts = parts;
    this.holder = parts.holder;
    const { service, statements } = parts.terms;
    this.#usual = meanOf(service) * statements;
    const { kernel, offered, holder, patience, replanned, serves } = parts;
    const speed = (parts.terms.servers / this.#usual) * holder.ledger.recordBytes;
    this.#speed = speed;
    const { connections, queue, servers } = parts.terms;
    const places = queue === undefined ? connections : Math.min(connections, servers + queue);
    const { closedLoop } = parts;
    const common = { kernel, offered, speed, replanned };
    this.#house =
      closedLoop && closedLoop.clients <= places
        ? new ClosedLoopHouse({ ...common, service: this.#usual, think: closedLoop.think }, kernel.now)
        : new House(
            {
              ...common,
              room: places * holder.ledger.recordBytes,
              perLock: parts.perLock * holder.ledger.recordBytes,
              flush: () => holder.flush,
              patience,
              serves,
            },
            kernel.now,
          );
  }

  /** From its request to the log, while nobody waits for a processor, µs. */
  get #service(): number {
    return this.#usual * this.#pace;
  }

  /** A transaction takes so many times as long as usual from now on. */
  setPace(pace: number): void {
    if (pace === this.#pace) return;
    const before = this.#service;
    this.#pace = pace;
    this.#house.speed = this.#speed / pace;
    const { holder, kernel, replanned } = this.#parts;
    if (!this.#isWriting) return;
    relag(holder.ledger.curve, this.#house.out, { before, after: this.#service }, kernel.now);
    replanned();
  }

  rateAt(t: number): number {
    return this.#isWriting ? this.#parts.offered.rateAt(t) : 0;
  }
  get peakRate(): number {
    return this.#isWriting ? this.#parts.offered.peak : 0;
  }
  nextBreak(t: number): number {
    return this.#isWriting ? this.#parts.offered.nextBreak(t) : Number.POSITIVE_INFINITY;
  }

  accept(accepts: boolean): void {
    const isWriting = accepts && this.#parts.isRunning();
    if (isWriting) this.#begin();
    else this.#end();
    this.rebind();
    this.#parts.replanned();
  }

  hostChanged(condition: HostCondition): void {
    const { holder, kernel } = this.#parts;
    if (!holder.isWriter) return;
    const { now } = kernel;
    if (condition === "off") {
      const { ledger } = holder;
      const durable = ledger.flushed(now);
      this.#end();
      ledger.curve.line(now, durable, 0);
    } else if (!holder.accepts) return;
    else if (condition === "running") this.#begin();
    else this.#end();
    if (condition === "running" && this.#parts.isReplaced()) this.#stayMute();
    else this.rebind();
    this.#parts.replanned();
  }

  /** Who waited when it froze gets no answer, unless it goes on. */
  #stayMute(): void {
    const { holder, kernel, confirmations } = this.#parts;
    holder.ledger.begin(kernel.now, true, confirmations);
    holder.ledger.begin(kernel.now + 1, false, confirmations);
  }

  /** What it can take may have changed: promises come sooner or later. */
  review(): void {
    if (this.#isWriting) this.#house.review(this.#parts.holder.ledger);
  }

  demandReplanned(): void {
    if (this.#isWriting) this.#parts.replanned();
  }

  /** Terms or standbys have changed. */
  rebind(): void {
    const { holder, kernel, confirmations, isReplaced } = this.#parts;
    // Nobody hears from one that has been replaced while it was frozen.
    const isSilent = !this.#isWriting || (isReplaced() && !holder.accepts);
    holder.ledger.begin(kernel.now, isSilent, confirmations);
  }

  #begin(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    const { holder, kernel } = this.#parts;
    const { curve } = holder.ledger;
    const { now } = kernel;
    const position = curve.valueAt(now);
    this.#house.open(now);
    curve.line(now, position, 0);
    curve.follow(now + this.#service, position, this.#house.out, this.#service);
  }

  #end(): void {
    if (!this.#isWriting) return;
    this.#isWriting = false;
    this.#house.close(this.#parts.kernel.now);
    this.#parts.holder.ledger.curve.freeze(this.#parts.kernel.now);
  }
}
