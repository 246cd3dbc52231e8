// When every write is simulated, and when a quarter of a second of them may be one record: around everything that
// happens every write counts; in a long wait in which nothing changes, their number and bytes do.

import type { DataOrders } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { after, type Instant, later, NEVER, seconds } from "../quantity/time.ts";

/** Every write is simulated this long before an announced change, and this long after anything happened. */
const BEFORE = seconds(1);
const AFTER = seconds(5);

export class Grain {
  readonly #kernel: Kernel;
  readonly #plane: Pick<DataOrders, "setGrain"> & { readonly isCalm: boolean };
  /** Its next change. */
  #own: EventHandle | undefined;
  /** When that is; NEVER = it stays. */
  changesAt: Instant = NEVER;
  isCoarse = false;
  #isOn = false;

  constructor(
    kernel: Kernel,
    plane: Pick<DataOrders, "setGrain"> & { readonly isCalm: boolean },
    bus: EventBus,
  ) {
    this.#kernel = kernel;
    this.#plane = plane;
    for (const event of [
      "faultBegan",
      "faultEnded",
      "promoted",
      "writerStarted",
      "writerStopped",
      "synchronyDegraded",
    ] as const)
      bus.on(event, () => this.#refine());
  }

  /** Without it every write is simulated. `announced`: instants at which the script changes something. */
  begin(announced: readonly Instant[]): void {
    this.#isOn = true;
    for (const at of announced)
      this.#kernel.at(later((at - BEFORE) as Instant, this.#kernel.now), () => this.#refine(), Phase.faults);
    this.#refine();
  }

  /** Nothing is going to happen before `end`, but for its own changes of grain. */
  isQuietUntil(end: Instant): boolean {
    const { nextEventAt, eventsPending } = this.#kernel;
    const own = this.#own === undefined ? 0 : 1;
    return nextEventAt > end || eventsPending <= own;
  }

  #refine(): void {
    if (!this.#isOn) return;
    if (this.isCoarse) this.#plane.setGrain("every-write");
    this.isCoarse = false;
    this.#schedule(after(this.#kernel.now, AFTER), () => this.#coarsen());
  }

  /** Unless something is about to happen; and in time for what will. */
  #coarsen(): void {
    const { now, nextEventAt } = this.#kernel;
    if (nextEventAt < now + 2 * BEFORE) {
      this.#schedule(after(nextEventAt as Instant, BEFORE), () => this.#coarsen());
      return;
    }
    this.isCoarse = true;
    // A wait in which every copy keeps up leaves nothing behind: a short lead-in afterwards is as good.
    this.#plane.setGrain(this.#plane.isCalm ? "none" : "coarse");
    if (nextEventAt < Number.POSITIVE_INFINITY)
      this.#schedule((nextEventAt - BEFORE) as Instant, () => this.#refine());
  }

  #schedule(at: Instant, action: () => void): void {
    if (this.#own !== undefined) this.#kernel.cancel(this.#own);
    this.changesAt = at;
    this.#own = this.#kernel.at(
      at,
      () => {
        this.#own = undefined;
        this.changesAt = NEVER;
        action();
      },
      Phase.observers,
    );
  }
}
