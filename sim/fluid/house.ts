// The room of a server: so many connections, each held from the request to the answer, and processors of a
// certain speed. What finds no connection is turned away; what waits longer than clients do is answered in
// vain. While there is room and speed for all that may come, nothing happens here.

import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { atOrAfter, later } from "../quantity/time.ts";
import { Conduit } from "./conduit.ts";
import { Curve } from "./curve.ts";
import type { FluidLedger } from "./fluid-ledger.ts";
import type { Offered } from "./offered.ts";

export interface HouseParts {
  readonly kernel: Kernel;
  readonly offered: Offered;
  /** Bytes of log per µs that the processors get through. */
  readonly speed: number;
  /** Bytes of log of as many writes as there are connections. */
  readonly room: number;
  /** Bytes of log of as many writes as come for each round of the hot rows, which are locked for one wait. */
  readonly perLock: number;
  /** One flush, µs: the wait of a commit that waits for nobody else. */
  readonly flush: () => number;
  /** How long a client waits at most, µs. */
  readonly patience: number;
  /** From now on this share of those who ask is served. */
  readonly serves: (share: number) => void;
  /** What goes into the log changes. */
  readonly replanned: () => void;
}

/** Bytes: rounding must not keep a house full. */
const NOISE = 1e-2;
const LOOKS_AHEAD = 12;
/** Of a house: it opens again for one of so many parts, so that answers that trickle in cost steps of that size. */
const PLACES = 250;
/** µs: after years, rounding may let it seem full at the very instant when it has room again. */
const PAUSE = 1;
/** Rounding of a wait. */
const SAME = 1 + 1e-9;
const NEVER = Number.POSITIVE_INFINITY;
/** µs: who would wait so long, behind a disk that stands still, waits for ever. */
const AGES = 3_600e6;

export class House {
  /** What has been let in, and what of it has been worked off. */
  readonly admitted: Curve;
  readonly #station: Conduit;
  readonly #parts: HouseParts;
  #event: EventHandle | undefined;
  /** Clients find a closed door, all of them or those for whom there is no room. */
  #state: "open" | "blocked" | "full" = "open";
  #share = 1;
  /** It had room again then, after nobody had been let in. */
  #openedAt = -1;
  isOpen = false;
  #speed: number;

  constructor(parts: HouseParts, now: number) {
    this.#parts = parts;
    this.#speed = parts.speed;
    this.admitted = new Curve(now, 0);
    this.#station = new Conduit(parts.kernel, this.admitted, {
      at: now,
      position: 0,
      turned: () => this.#turned(),
    });
  }

  /** Bytes of log per µs that the processors get through from now on. */
  set speed(speed: number) {
    this.#speed = speed;
  }
  /** Bytes that the processors get through while a client waits at most. */
  get #patience(): number {
    return this.#parts.patience * this.#speed;
  }

  get out(): Curve {
    return this.#station.out;
  }

  /** The writer begins: an empty house. */
  open(now: number): void {
    this.isOpen = true;
    this.#state = "open";
    const held = this.#station.out.valueAt(now);
    this.admitted.line(now, held, 0);
    this.admitted.follow(now, held, this.#parts.offered, 0);
    this.#station.start(now, held, this.#speed);
  }

  /** The process is gone, and with it what was in service. */
  close(now: number): void {
    this.isOpen = false;
    this.#forget();
    const held = this.#station.out.valueAt(now);
    this.#station.stop(now);
    this.admitted.line(now, held, 0);
    this.#serve(1);
  }

  /** Demand, terms or standbys have changed; `ledger`: what the answers wait for. */
  review(ledger: FluidLedger): void {
    if (!this.isOpen) return;
    const { kernel, room } = this.#parts;
    const speed = this.#speed;
    const { now } = kernel;
    this.#forget();
    const wait = ledger.isWaiting ? this.#waitNow(ledger, now) : 0;
    const bound = wait > 0 && wait < NEVER ? Math.min(speed, room / wait) : speed;
    const held = ledger.isWaiting ? wait : this.#parts.flush();
    const pace = held > 0 && held < NEVER ? Math.min(bound, this.#parts.perLock / held) : bound;
    const isOther = pace !== this.#station.rate;
    this.#station.replan(now, pace);
    if (isOther) this.#parts.replanned();
    if (this.#state === "blocked") this.#awaitRoom(ledger);
    else if (this.#state === "full") this.#awaitEbb(pace);
    else this.#awaitFull(ledger, pace);
  }

  /** How long a write that is appended now waits for its answer; Infinity = nobody knows. */
  #waitNow(ledger: FluidLedger, now: number): number {
    const wait = Math.max(0, ledger.acknowledgedPast(ledger.appended(now) + NOISE) - now);
    return wait < AGES ? wait : NEVER;
  }

  #awaitFull(ledger: FluidLedger, pace: number): void {
    const { kernel, offered, room } = this.#parts;
    const { now } = kernel;
    if (ledger.isWaiting) {
      const { at, isSure } = this.#fullAt(ledger, now);
      if (at < NEVER) {
        this.#at(Math.max(at, this.#openedAt + PAUSE), () =>
          isSure ? this.#block() : this.#parts.replanned(),
        );
        return;
      }
    }
    // A queue that grows until there is no room, or no patience, for it.
    if (this.#station.state !== "busy" && offered.nextAbove(pace, now) === NEVER) return;
    if (this.#station.state !== "busy") return;
    const most = Math.min(room, this.#patience);
    const missing = most - this.#station.backlog(now);
    const growth = offered.rateAt(now) - pace;
    const next = offered.nextBreak(now);
    if (growth > 0 && missing <= NOISE) this.#fill();
    else if (growth > 0 && now + missing / growth < next)
      this.#at(now + missing / growth, () => this.#fill());
    else if (next < NEVER) this.#at(next, () => this.#parts.replanned());
  }

  /**
   * When as many wait as there are connections, as things are planned. Answers that keep pace free the room again and
   * again: never. `isSure` false: it has looked as far as `at`.
   */
  #fullAt(ledger: FluidLedger, now: number): { at: number; isSure: boolean } {
    const { room } = this.#parts;
    let answered = ledger.acknowledged(now);
    const wait = ledger.steadyWait(now) ?? NEVER;
    // No more is let in while one of them waits than there is room for.
    if (wait * this.#station.rate <= room * SAME && ledger.appended(now) - answered <= room)
      return { at: NEVER, isSure: true };
    let at = now;
    let freed = 0;
    for (let i = 0; i < LOOKS_AHEAD; i++) {
      at = Math.max(now, ledger.appendedPast(answered + room));
      if (at === NEVER) return { at, isSure: true };
      freed = ledger.acknowledged(at) - answered;
      if (freed <= NOISE) return { at, isSure: true };
      answered += freed;
    }
    return freed > 0.98 * room ? { at: NEVER, isSure: true } : { at, isSure: false };
  }

  /** Every connection waits for an answer that does not come. */
  #block(): void {
    const { kernel } = this.#parts;
    this.#state = "blocked";
    this.admitted.line(kernel.now, this.admitted.valueAt(kernel.now), 0);
    this.#serve(0);
    this.#parts.replanned();
  }

  #awaitRoom(ledger: FluidLedger): void {
    const { kernel, room } = this.#parts;
    const { now } = kernel;
    // A place is free when one has been answered; where there are many, when one in 250 is.
    const freed = Math.max(ledger.recordBytes, room / PLACES) - NOISE;
    const opensAt = ledger.isWaiting
      ? ledger.acknowledgedPast(ledger.appended(now) - room + freed)
      : (now as number);
    if (opensAt === NEVER) return;
    this.#at(Math.max(now, opensAt), () => {
      this.#state = "open";
      const at = kernel.now;
      this.#openedAt = at;
      this.admitted.follow(at, this.admitted.valueAt(at), this.#parts.offered, 0);
      this.#serve(1);
      this.#parts.replanned();
    });
  }

  /** There is room for as many as leave. Where that many wait in vain, nobody is served. */
  #fill(): void {
    const { kernel, room } = this.#parts;
    const { now } = kernel;
    this.#state = "full";
    this.admitted.line(now, this.admitted.valueAt(now), this.#station.rate);
    this.#serve(room > this.#patience ? 0 : this.#shareOf(this.#station.rate));
    this.#parts.replanned();
  }

  #awaitEbb(pace: number): void {
    const { kernel, offered, room } = this.#parts;
    const { now } = kernel;
    if (offered.rateAt(now) <= pace) {
      this.#state = "open";
      this.admitted.follow(now, this.admitted.valueAt(now), offered, 0);
      this.#serve(1);
      this.#parts.replanned();
      return;
    }
    this.admitted.line(now, this.admitted.valueAt(now), pace);
    this.#serve(room > this.#patience ? 0 : this.#shareOf(pace));
    const next = offered.nextBreak(now);
    if (next < NEVER) this.#at(next, () => this.#parts.replanned());
  }

  #shareOf(pace: number): number {
    const rate = this.#parts.offered.rateAt(this.#parts.kernel.now);
    return rate > pace ? pace / rate : 1;
  }

  #serve(share: number): void {
    if (share === this.#share) return;
    this.#share = share;
    this.#parts.serves(share);
  }

  #turned(): void {
    this.#parts.replanned();
  }

  #at(at: number, action: () => void): void {
    const { kernel } = this.#parts;
    if (at > Number.MAX_SAFE_INTEGER) return;
    this.#event = kernel.at(
      later(atOrAfter(at), kernel.now),
      () => {
        this.#event = undefined;
        action();
      },
      Phase.data,
    );
  }
  #forget(): void {
    if (this.#event !== undefined) this.#parts.kernel.cancel(this.#event);
    this.#event = undefined;
  }
}
