// The loop of a monitor: a probe at every tick; one that fails is repeated after a pause, and enough failures in a row
// are a suspicion. No event per probe: the loop is brought along when conditions change, and says when it will suspect.
// A probe that meets silence waits for its time-out and is answered if the silence ends before; a refusal fails at
// once; on a lossy path a probe may be lost, question or answer, and then waits in vain however well the primary is.
// Leaves out: the time that an answer takes, and jitter of the loop.

import type { Lattice } from "../cluster/lattice.ts";
import { attemptsBefore, LossyDetector } from "../cluster/lossy-detector.ts";
import type { RandomStream } from "../kernel/random.ts";
import { after, type Duration, type Instant, later, NEVER } from "../quantity/time.ts";

export interface ProbeTerms {
  readonly interval: Duration;
  readonly timeout: Duration;
  /** Repetitions after the first failure. */
  readonly retries: number;
  readonly retryDelay: Duration;
}

/** What a probe meets. `loss`: the probability that one is lost although the primary answers. */
export type Meets =
  | { readonly kind: "answer"; readonly loss: number }
  | { readonly kind: "refusal" }
  | { readonly kind: "silence" };

type State =
  /** The next probe is that of the first tick at or after `since`. */
  | { readonly kind: "resting"; readonly since: Instant }
  | { readonly kind: "asking"; readonly since: Instant; readonly misses: number; readonly isLost: boolean }
  | { readonly kind: "pausing"; readonly until: Instant; readonly misses: number }
  | { readonly kind: "suspecting"; readonly since: Instant };

/** From a change of what probes meet to the next one. */
interface Course {
  readonly suspicion: Instant;
  /** After every step before `at`: a step of that instant meets what comes then. */
  readonly stateBefore: (at: Instant) => State;
}

/** The furthest that a kernel can schedule. */
const HORIZON = Number.MAX_SAFE_INTEGER;

export class ProbeLoop {
  readonly #terms: ProbeTerms;
  readonly #lattice: Lattice;
  readonly #newDraws: () => RandomStream;
  #course: Course | undefined;

  /** `newDraws` gives a stream of its own for every change of a lossy path. */
  constructor(terms: ProbeTerms, lattice: Lattice, newDraws: () => RandomStream) {
    this.#terms = terms;
    this.#lattice = lattice;
    this.#newDraws = newDraws;
  }

  /** From `now` on probes meet this. Returns when that becomes a suspicion, or NEVER. */
  change(what: Meets, now: Instant): Instant {
    const state = this.#course?.stateBefore(now) ?? resting(now);
    this.#course =
      what.kind === "answer" ? this.#answered(state, what.loss, now) : this.#failing(state, what, now);
    return this.#course.suspicion;
  }

  /** It has suspected: the next change begins anew with the tick that follows. */
  forget(): void {
    this.#course = undefined;
  }

  #failing(state: State, what: Meets, now: Instant): Course {
    const stateBefore = (at: Instant): State => this.#follow(state, what, { now, before: at, lost: 0 });
    const end = stateBefore(NEVER);
    return { suspicion: end.kind === "suspecting" ? end.since : NEVER, stateBefore };
  }

  #answered(state: State, loss: number, now: Instant): Course {
    const what = { kind: "answer", loss } as const;
    // The failures that it has behind it count on: how many more follow them at once?
    const isCounting = state.kind === "pausing" || (state.kind === "asking" && state.isLost);
    const draws = loss > 0 ? this.#newDraws() : undefined;
    const lost = isCounting && draws ? attemptsBefore(1 - loss, draws) : 0;
    const begun = (at: Instant): State => this.#follow(state, what, { now, before: at, lost });
    const settled = begun(NEVER);
    if (settled.kind !== "resting") return { suspicion: suspicionOf(settled), stateBefore: begun };
    const rest = later(settled.since, now);
    if (!draws) return { suspicion: NEVER, stateBefore: (at) => restOf(begun(at), at) };
    return this.#losing(rest, { loss, draws, begun });
  }

  /** From rest: the first attempt of which every probe is lost. */
  #losing(
    rest: Instant,
    path: { readonly loss: number; readonly draws: RandomStream; readonly begun: (at: Instant) => State },
  ): Course {
    const { interval, timeout, retries, retryDelay } = this.#terms;
    const { loss, draws, begun } = path;
    const what = { kind: "answer", loss } as const;
    const ticks = (losses: number): number => Math.floor((losses * (timeout + retryDelay)) / interval) + 1;
    const detector = new LossyDetector({ loss, misses: retries + 1, ticks }, draws);
    const first = this.#lattice.lastAt((rest - 1) as Instant) + 1;
    const attempt = (tick: number, losses: number, before: Instant): State =>
      this.#follow(resting(this.#lattice.tick(first + tick)), what, { now: rest, before, lost: losses });
    const isNever = this.#lattice.tick(first + detector.ticks) > HORIZON;
    return {
      suspicion: isNever ? NEVER : suspicionOf(attempt(detector.ticks, retries + 1, NEVER)),
      stateBefore: (at) => {
        if (at <= rest) return begun(at);
        const elapsed = this.#lattice.lastAt((at - 1) as Instant) - first;
        if (elapsed < 0) return resting(at);
        const { begun: tick, losses } = detector.attemptAt(elapsed);
        return restOf(attempt(tick, losses, at), at);
      },
    };
  }

  /** Step by step as long as the steps lie before `before`, or until it rests with nothing to fear, or suspects. */
  #follow(
    from: State,
    what: Meets,
    until: { readonly now: Instant; readonly before: Instant; readonly lost: number },
  ): State {
    const { now, before } = until;
    let { lost } = until;
    let state = from;
    while (state.kind !== "suspecting") {
      if (state.kind === "resting" && what.kind === "answer" && lost === 0) return state;
      const { at, to } = this.#step(state, { what, now, isLost: lost > 0 });
      if (at >= before) return state;
      if (to.kind === "asking" && lost > 0) lost--;
      state = to;
    }
    return state;
  }

  #step(
    state: Exclude<State, { kind: "suspecting" }>,
    given: { readonly what: Meets; readonly now: Instant; readonly isLost: boolean },
  ): { at: Instant; to: State } {
    const { what, now, isLost } = given;
    const { timeout, retries, retryDelay } = this.#terms;
    if (state.kind !== "asking") {
      const at = state.kind === "resting" ? this.#lattice.next(state.since) : state.until;
      const misses = state.kind === "resting" ? 0 : state.misses;
      return { at, to: { kind: "asking", since: at, misses, isLost } };
    }
    const isSilent = state.isLost || what.kind === "silence";
    const at = isSilent ? after(state.since, timeout) : later(state.since, now);
    if (!isSilent && what.kind === "answer") return { at, to: resting((at + 1) as Instant) };
    const misses = state.misses + 1;
    if (misses > retries) return { at, to: { kind: "suspecting", since: at } };
    return { at, to: { kind: "pausing", until: after(at, retryDelay), misses } };
  }
}

const resting = (since: Instant): State => ({ kind: "resting", since });
/** Ticks that were answered lie behind it. */
const restOf = (state: State, at: Instant): State => (state.kind === "resting" ? resting(at) : state);
const suspicionOf = (state: State): Instant => (state.kind === "suspecting" ? state.since : NEVER);
