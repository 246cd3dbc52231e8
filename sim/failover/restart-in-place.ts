// An agent whose database has crashed starts it again and waits for it, from one round of its loop to another: it hears
// of the crash at a round, and gives the lease back at the first round after its patience is over. Source: Patroni,
// docs/dynamic_configuration.rst, primary_start_timeout: at worst loop_wait + primary_start_timeout + loop_wait, or
// loop_wait if it is 0.

import type { Lattice } from "../cluster/lattice.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { after, type Duration } from "../quantity/time.ts";

export class RestartInPlace {
  readonly #kernel: Kernel;
  readonly #patience: Duration;
  readonly #givesUp: () => void;
  #end: EventHandle | undefined;

  constructor(kernel: Kernel, patience: Duration, givesUp: () => void) {
    this.#kernel = kernel;
    this.#patience = patience;
    this.#givesUp = givesUp;
  }

  /** `rounds`: of an agent whose database is down; undefined = there is none such. */
  review(rounds: Lattice | undefined): void {
    if (rounds === undefined) {
      if (this.#end !== undefined) this.#kernel.cancel(this.#end);
      this.#end = undefined;
      return;
    }
    const heard = rounds.next(this.#kernel.now);
    this.#end ??= this.#kernel.at(rounds.next(after(heard, this.#patience)), () => {
      this.#end = undefined;
      this.#givesUp();
    });
  }
}
