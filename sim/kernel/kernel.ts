// The clock and the order of events. An event is a call of a handler with two numbers; a closure is stored
// beside such a record for the control plane, where pleasantness counts more than speed. Events run in the
// order (time, phase, sequence of scheduling). A data plane with work of its own between control events is
// brought along by `advance`.

import { after, type Duration, type Instant, NEVER, START } from "../quantity/time.ts";
import { EventQueue } from "./event-queue.ts";
import { Fingerprint } from "./fingerprint.ts";
import { EventBudgetError, InvariantError, invariant } from "./invariant.ts";
import { Phase } from "./phase.ts";
import { Procedure, type Wait } from "./procedure.ts";

/** Names one scheduled event, also after it has run or been cancelled: it is never given to another. */
export type EventHandle = number;
export type HandlerId = number;
export type EventHandler = (a: number, b: number) => void;

/** A constant of this file: the engine folds it, but not what is imported. */
const { model } = Phase;

const noDataPlane = (_limit: Instant): void => {};

export class Kernel {
  /** Rolling hash over (time, handler, phase) of every event run. */
  readonly trajectory = new Fingerprint();
  /**
   * Brings a data plane to `limit`, called before a control event of that time and at the end of run(). If
   * the data plane schedules an earlier control event it returns early, and run() looks again.
   */
  advance: (limit: Instant) => void = noDataPlane;

  readonly #queue = new EventQueue();
  readonly #handlers: EventHandler[] = [];
  readonly #actions: ((() => void) | undefined)[] = [];
  readonly #freeActions: number[] = [];
  readonly #eventBudget: number;
  #now: number = START;
  #eventsRun = 0;
  #isRunning = false;
  #isStopped = false;

  constructor(options: { readonly eventBudget?: number } = {}) {
    this.#eventBudget = options.eventBudget ?? Number.POSITIVE_INFINITY;
    // Handler 0 runs closures: `a` is the closure's place.
    this.handler((place) => this.#releaseAction(place)());
  }

  get now(): Instant {
    return this.#now as Instant;
  }

  get eventsRun(): number {
    return this.#eventsRun;
  }

  /** Events scheduled and neither run nor cancelled. */
  get eventsPending(): number {
    return this.#queue.size;
  }

  /** When the next pending event is due; Infinity if there is none. */
  get nextEventAt(): number {
    const place = this.#queue.first();
    return place < 0 ? NEVER : this.#queue.records.timeOf(place);
  }

  /** Registers a handler; at most 2^29 of them. */
  handler(run: EventHandler): HandlerId {
    return this.#handlers.push(run) - 1;
  }

  /** `at` is a whole microsecond, not before now. */
  schedule(at: Instant, handler: HandlerId, a = 0, b = 0, phase: Phase = model): EventHandle {
    if (!(at >= this.#now) || Math.floor(at) !== at || at > Number.MAX_SAFE_INTEGER) refuse(at, this.#now);
    return this.#queue.push(at, phase, handler * 4 + phase, a, b);
  }

  at(at: Instant, action: () => void, phase: Phase = model): EventHandle {
    const place = this.#freeActions.pop() ?? this.#actions.length;
    const handle = this.schedule(at, 0, place, 0, phase);
    this.#actions[place] = action;
    return handle;
  }

  after(delay: Duration, action: () => void, phase: Phase = model): EventHandle {
    return this.at(after(this.now, delay), action, phase);
  }

  /** True if the event was still to come. The handle of one that has run or been cancelled does nothing. */
  cancel(handle: EventHandle): boolean {
    const queue = this.#queue;
    const place = queue.records.find(handle);
    if (place < 0) return false;
    if (queue.records.kindOf(place) < 4) this.#releaseAction(queue.records.aOf(place));
    queue.remove(place);
    return true;
  }

  /** Starts an activity: it runs to its first wait at once. */
  start(steps: Generator<Wait, void, unknown>): Procedure {
    const procedure = new Procedure(this, steps);
    procedure.begin();
    return procedure;
  }

  /** Ends run() after the current event; the clock stays there. */
  stop(): void {
    this.#isStopped = true;
  }

  /**
   * Runs every event up to and including `until`, where the clock then stands; with NEVER, until none is
   * pending.
   */
  run(until: Instant): void {
    invariant(!this.#isRunning, "run() is not called from an event");
    invariant(until >= this.#now, "a run ends not before now", { until, now: this.#now });
    this.#isRunning = true;
    this.#isStopped = false;
    try {
      this.#loop(until);
    } finally {
      this.#isRunning = false;
    }
    if (!this.#isStopped && until !== NEVER) this.#now = until;
  }

  #loop(until: Instant): void {
    const queue = this.#queue;
    const handlers = this.#handlers;
    while (!this.#isStopped) {
      const place = queue.first();
      const time = place < 0 ? NEVER : queue.records.timeOf(place);
      if (this.advance !== noDataPlane) {
        this.#advanceTo(time <= until ? time : until);
        if (this.#isStopped || queue.first() !== place) continue;
      }
      if (time > until || place < 0) return;
      queue.take(place);
      this.#now = time;
      this.#eventsRun += 1;
      if (this.#eventsRun > this.#eventBudget) throw new EventBudgetError(this.#eventBudget, time);
      const kind = queue.records.kindOf(place);
      this.trajectory.addEvent(time, kind);
      handlers[kind >> 2]!(queue.records.aOf(place), queue.records.bOf(place));
    }
  }

  #advanceTo(limit: number): void {
    if (limit !== NEVER) this.advance(limit as Instant);
  }

  #releaseAction(place: number): () => void {
    const action = this.#actions[place];
    if (action === undefined)
      throw new InvariantError("a scheduled closure is kept until it runs", { place });
    this.#actions[place] = undefined;
    this.#freeActions.push(place);
    return action;
  }
}

function refuse(at: number, now: number): never {
  throw new InvariantError("an event lies at a whole microsecond, not before now", { at, now });
}
