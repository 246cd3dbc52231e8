// An activity with stages (a failover, a restore) as a generator: it yields what it waits for and goes on
// when that has come. It can be interrupted, learns why, and may clean up or carry on. Its steps are events
// like any other.

import type { Duration, Instant } from "../quantity/time.ts";
import { after } from "../quantity/time.ts";
import { invariant, unreachable } from "./invariant.ts";
import type { Signal } from "./signal.ts";

/** What a procedure waits for; made by wait, until and next. */
export type Wait =
  | { readonly kind: "duration"; readonly duration: Duration }
  | { readonly kind: "instant"; readonly instant: Instant }
  | { readonly kind: "signal"; readonly signal: Signal<unknown>; readonly within: Duration | undefined };

/** `yield wait(d)`: goes on after `duration`. */
export const wait = (duration: Duration): Wait => ({ kind: "duration", duration });

/** `yield until(t)`: goes on at `instant`, at once if it has passed. */
export const until = (instant: Instant): Wait => ({ kind: "instant", instant });

/**
 * `yield next(s)`: goes on when `signal` fires, and is given its value; or is given `timedOut` after
 * `within`.
 */
export const next = <T>(signal: Signal<T>, within?: Duration): Wait => ({
  kind: "signal",
  signal: signal as Signal<unknown>,
  within,
});

/** What `yield next(signal, within)` gives when the time was up first. */
export const timedOut: unique symbol = Symbol("timed out");

/**
 * What an interrupted procedure finds thrown at its yield. Not an Error: being interrupted is part of the
 * story.
 */
export class ProcedureInterrupted {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** What a procedure needs of the kernel. */
export interface ProcedureClock {
  readonly now: Instant;
  at(instant: Instant, action: () => void): number;
  cancel(handle: number): boolean;
}

export class Procedure {
  readonly #clock: ProcedureClock;
  readonly #steps: Generator<Wait, void, unknown>;
  /** Undoes the wait in progress; undefined while running and when over. */
  #forget: (() => void) | undefined;
  #isOver = false;
  #interruption: string | undefined;

  constructor(clock: ProcedureClock, steps: Generator<Wait, void, unknown>) {
    this.#clock = clock;
    this.#steps = steps;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Why it ended before its last stage; undefined if it goes on or ended by itself. */
  get interruption(): string | undefined {
    return this.#isOver ? this.#interruption : undefined;
  }

  /** Runs to the first yield, at once. The kernel calls it. */
  begin(): void {
    this.#step(() => this.#steps.next());
  }

  /**
   * Ends the wait in progress and throws a ProcedureInterrupted at it, at once. A procedure that does not
   * catch it is over; one that does may go on. Without effect on one that is over. A procedure cannot
   * interrupt itself.
   */
  interrupt(reason: string): void {
    if (this.#isOver) return;
    invariant(this.#forget !== undefined, "a procedure is interrupted only while it waits", { reason });
    this.#forget();
    const interruption = new ProcedureInterrupted(reason);
    this.#step(() => {
      try {
        return this.#steps.throw(interruption);
      } catch (thrown) {
        if (thrown !== interruption) throw thrown;
        this.#interruption = reason;
        return { done: true, value: undefined };
      }
    });
  }

  #step(resume: () => IteratorResult<Wait, void>): void {
    this.#forget = undefined;
    const { done, value } = resume();
    if (done === true) this.#isOver = true;
    else this.#forget = this.#await(value);
  }

  #await(what: Wait): () => void {
    const clock = this.#clock;
    switch (what.kind) {
      case "duration":
        return this.#resumeAt(after(clock.now, what.duration), undefined);
      case "instant":
        return this.#resumeAt(what.instant > clock.now ? what.instant : clock.now, undefined);
      case "signal": {
        // The firing schedules the step rather than taking it, so that who fires is not re-entered.
        let forgetStep: () => void;
        const forgetSignal = what.signal.once((value) => {
          forgetStep();
          forgetStep = this.#resumeAt(clock.now, value);
        });
        forgetStep =
          what.within === undefined
            ? () => {}
            : this.#resumeAt(after(clock.now, what.within), timedOut, forgetSignal);
        return () => {
          forgetSignal();
          forgetStep();
        };
      }
      default:
        return unreachable(what);
    }
  }

  #resumeAt(instant: Instant, value: unknown, before?: () => void): () => void {
    const handle = this.#clock.at(instant, () => {
      before?.();
      this.#step(() => this.#steps.next(value));
    });
    return () => this.#clock.cancel(handle);
  }
}
