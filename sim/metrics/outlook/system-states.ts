// What state the whole system is in, for weighing short windows by how much of the years they stand for: one state at
// a time, the first of an ordered list that holds. The list is ours; where its borders lie changes no result, because
// windows are drawn evenly over the time that was spent in whatever each state is taken to be.

/** What is known of the system when anything has changed. */
export interface SystemView {
  readonly isServed: boolean;
  readonly isSplit: boolean;
  /** Nothing is broken any more, but some copy is not there or far behind. */
  readonly isCatchingUp: boolean;
  readonly isDegraded: boolean;
  /** No copy elsewhere protects, although one is meant to. */
  readonly isUnprotected: boolean;
  readonly isOnOneLink: boolean;
}

interface SystemState {
  readonly name: string;
  readonly title: string;
  readonly holds: (view: SystemView) => boolean;
}

export const SYSTEM_STATES: readonly SystemState[] = [
  {
    name: "down",
    title: "too few clients are served, or were a moment ago",
    holds: (view) => !view.isServed,
  },
  { name: "split", title: "two nodes take writes of one service", holds: (view) => view.isSplit },
  {
    name: "catching-up",
    title: "everything is repaired, but not every copy is back",
    holds: (view) => view.isCatchingUp,
  },
  { name: "degraded", title: "acknowledged without the standby", holds: (view) => view.isDegraded },
  { name: "peer-away", title: "no copy elsewhere keeps up", holds: (view) => view.isUnprotected },
  { name: "one-link", title: "one line left where there are several", holds: (view) => view.isOnOneLink },
  { name: "normal", title: "none of these", holds: () => true },
];

/** From `from` to `to`, µs of the replication; `before`: µs in that state before `from`. */
export interface Stay {
  readonly state: number;
  readonly from: number;
  readonly to: number;
  readonly before: number;
  /** Number of the incident that was on when it began; 0 = none. */
  readonly incident: number;
}

/** For how long the system was in each state. */
export class SystemClock {
  readonly times: number[] = SYSTEM_STATES.map(() => 0);
  readonly #ended: ((stay: Stay) => void) | undefined;
  #state = -1;
  #since = 0;
  #incident = 0;

  constructor(ended?: (stay: Stay) => void) {
    this.#ended = ended;
  }

  review(now: number, view: SystemView, incident: number): void {
    let state = 0;
    while (!(SYSTEM_STATES[state] as SystemState).holds(view)) state++;
    if (state === this.#state) return;
    this.close(now);
    this.#state = state;
    this.#since = now;
    this.#incident = incident;
  }

  /** The stay ends, or what is known of it. */
  close(now: number): void {
    const state = this.#state;
    const length = now - this.#since;
    if (state < 0 || length <= 0) return;
    const before = this.times[state] as number;
    this.times[state] = before + length;
    this.#ended?.({ state, from: this.#since, to: now, before, incident: this.#incident });
    this.#since = now;
  }
}
