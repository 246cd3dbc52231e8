// For how long a voter has heard nothing of the leader, whose heartbeats are the ticks of a loop. No event per
// heartbeat: it is brought along when conditions change. A way that is back is heard at once. Leaves out: the time
// that a heartbeat takes on its way.

import type { Lattice } from "../cluster/lattice.ts";
import { after, type Duration, type Instant, later, NEVER } from "../quantity/time.ts";

export class Silence {
  readonly #lattice: Lattice;
  readonly #patience: Duration;
  #isHeard = true;
  #heardAt: Instant;

  constructor(lattice: Lattice, patience: Duration) {
    this.#lattice = lattice;
    this.#patience = patience;
    this.#heardAt = lattice.tick(-1);
  }

  review(isHeard: boolean, now: Instant): void {
    if (isHeard === this.#isHeard) return;
    if (this.#isHeard) {
      const tick = this.#lattice.tick(this.#lattice.lastAt((now - 1) as Instant));
      this.#heardAt = later(this.#heardAt, tick);
    } else this.#heardAt = now;
    this.#isHeard = isHeard;
  }

  /** It begins to listen now, as if it had just heard something. */
  begin(now: Instant): void {
    this.#heardAt = now;
  }

  get isHeard(): boolean {
    return this.#isHeard;
  }
  /** When it takes the leader for dead unless it hears something; NEVER while it does. */
  get deadline(): Instant {
    return this.#isHeard ? NEVER : after(this.#heardAt, this.#patience);
  }
}
