// The server of a closed loop: there is room for every client, and each asks again only when it has thought about its
// answer. So many clients that think for z and wait for r ask n/(z + r) times in all: what is asked falls as answers
// take longer, and nobody is ever turned away. A new wait is looked at again and again until it stays.

import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { atOrAfter, later } from "../quantity/time.ts";
import { Conduit } from "./conduit.ts";
import { Curve, type Monotone } from "./curve.ts";
import type { FluidLedger } from "./fluid-ledger.ts";
import type { Offered } from "./offered.ts";

export interface ClosedLoopHouseParts {
  readonly kernel: Kernel;
  /** What would be asked if answers took no time. */
  readonly offered: Offered;
  /** Bytes of log per µs that the processors get through. */
  readonly speed: number;
  /** One transaction in the processors, µs. */
  readonly service: number;
  /** Mean time between an answer and the next write, µs. */
  readonly think: number;
  /** What goes into the log changes. */
  readonly replanned: () => void;
}

const NEVER = Number.POSITIVE_INFINITY;
/** Relative: a rate that moves by less stays. What is left of an overload adds up for as long as it is left. */
const SETTLED = 1e-7;
/** Looks in one round of thinking and waiting: a queue settles within some such rounds, and more than one look keeps it
 * from swinging. */
const LOOKS = 3;
/** µs between two looks at a wait that changes, at least. */
const SHORTEST_LOOK = 1000;
/** Bytes: the first that is not appended yet. */
const NEXT = 1e-2;

export class ClosedLoopHouse {
  /** What has been let in. */
  readonly #admitted: Curve;
  readonly #station: Conduit;
  readonly #parts: ClosedLoopHouseParts;
  /** Bytes per µs while nothing is answered, else the share of what would be asked; the other one is NaN. */
  #rate = 0;
  #share = Number.NaN;
  /** When the wait is looked at again. */
  #dueAt = NEVER;
  #event: EventHandle | undefined;
  #isOpen = false;
  /** How many times as long as usual the processors take. */
  #pace = 1;

  constructor(parts: ClosedLoopHouseParts, now: number) {
    this.#parts = parts;
    this.#admitted = new Curve(now, 0);
    this.#station = new Conduit(parts.kernel, this.#admitted, {
      at: now,
      position: 0,
      turned: parts.replanned,
    });
  }

  set speed(speed: number) {
    this.#pace = this.#parts.speed / speed;
  }
  get #speed(): number {
    return this.#parts.speed / this.#pace;
  }
  /** One transaction in the processors, µs. */
  get #service(): number {
    return this.#parts.service * this.#pace;
  }

  get out(): Curve {
    return this.#station.out;
  }

  /** The writer begins: everybody thinks. */
  open(now: number): void {
    this.#isOpen = true;
    const held = this.#station.out.valueAt(now);
    this.#rate = 0;
    this.#share = Number.NaN;
    this.#admitted.line(now, held, 0);
    this.#station.start(now, held, this.#speed);
  }

  /** The process is gone, and with it what was in service. */
  close(now: number): void {
    this.#isOpen = false;
    this.#forget();
    const held = this.#station.out.valueAt(now);
    this.#station.stop(now);
    this.#admitted.line(now, held, 0);
  }

  /** Demand, terms or standbys have changed; `ledger`: what the answers wait for. */
  review(ledger: FluidLedger): void {
    if (!this.#isOpen) return;
    const { kernel, offered } = this.#parts;
    const { now } = kernel;
    this.#forget();
    const wait = this.#waitNow(ledger, now);
    const isOther = wait < NEVER ? this.#slowDown(wait, ledger, now) : this.#letThink(ledger, now);
    if (isOther) {
      this.#station.replan(now, this.#speed);
      this.#parts.replanned();
    }
    // Others may ask for a review before that: it stays due.
    if (isOther) this.#dueAt = now + this.#untilNextLook(wait);
    else if (this.#dueAt <= now) this.#dueAt = NEVER;
    const next = wait < NEVER ? NEVER : offered.nextBreak(now);
    this.#lookAt(Math.min(this.#dueAt, next));
  }

  /** Answers take so long: a share of what would be asked without that; false = it is the share already. */
  #slowDown(wait: number, ledger: FluidLedger, now: number): boolean {
    const { offered, think } = this.#parts;
    const share = 1 / (1 + wait / think);
    // After years a wait is known no better than positions and instants are.
    const rounding = (ledger.appended(now) * 4e-15) / (offered.rateAt(now) * share) + now * 1e-15;
    if (Math.abs(share - this.#share) <= (SETTLED + (2 * rounding) / think) * share) return false;
    this.#share = share;
    this.#rate = Number.NaN;
    this.#admitted.follow(now, this.#admitted.valueAt(now), new Share(offered, share), 0);
    return true;
  }

  /** Nothing is answered: those who still think ask once more; false = they do so already. */
  #letThink(ledger: FluidLedger, now: number): boolean {
    const rate = this.#rateUnanswered(ledger, this.#parts.offered.rateAt(now));
    if (Math.abs(rate - this.#rate) <= SETTLED * Math.max(rate, this.#rate)) return false;
    this.#rate = rate;
    this.#share = Number.NaN;
    this.#admitted.line(now, this.#admitted.valueAt(now), rate);
    return true;
  }

  #untilNextLook(wait: number): number {
    const { think } = this.#parts;
    return wait < NEVER ? Math.max(SHORTEST_LOOK, (think + wait) / LOOKS) : Math.max(SHORTEST_LOOK, think);
  }

  /** From the request to the answer of a write that comes now; Infinity = nobody knows. */
  #waitNow(ledger: FluidLedger, now: number): number {
    const answered = ledger.acknowledgedPast(ledger.appended(now) + NEXT);
    if (answered === NEVER) return NEVER;
    const queue = this.#station.backlog(now) / this.#speed;
    return this.#service + queue + Math.max(0, answered - now);
  }

  /** Bytes per µs. */
  #rateUnanswered(ledger: FluidLedger, full: number): number {
    const { kernel, think } = this.#parts;
    const { now } = kernel;
    const inService = this.#admitted.valueAt(now) - this.#station.out.valueAt(now - this.#service);
    const unanswered = inService + ledger.appended(now) - ledger.acknowledged(now);
    const thinking = full * think - unanswered;
    return Math.max(0, thinking / think);
  }

  #lookAt(at: number): void {
    const { kernel } = this.#parts;
    if (at > Number.MAX_SAFE_INTEGER) return;
    this.#event = kernel.at(
      later(atOrAfter(at), kernel.now),
      () => {
        this.#event = undefined;
        this.#parts.replanned();
      },
      Phase.data,
    );
  }

  #forget(): void {
    if (this.#event !== undefined) this.#parts.kernel.cancel(this.#event);
    this.#event = undefined;
  }
}

/** A share of a growing amount. */
class Share implements Monotone {
  readonly #whole: Monotone;
  readonly #share: number;

  constructor(whole: Monotone, share: number) {
    this.#whole = whole;
    this.#share = share;
  }

  valueAt(t: number): number {
    return this.#share * this.#whole.valueAt(t);
  }
  past(value: number): number {
    return this.#whole.past(value / this.#share);
  }
  nextBreak(t: number): number {
    return this.#whole.nextBreak(t);
  }
  nextAbove(slope: number, t: number): number {
    return this.#whole.nextAbove(slope / this.#share, t);
  }
}
