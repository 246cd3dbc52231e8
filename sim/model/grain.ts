// When every write is simulated, and when a quarter of a second of them may be one record: around everything that
// happens every write counts; in a long wait in which nothing changes, their number and bytes do.

import type { DataOrders } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { after, type Instant, later, seconds } from "../quantity/time.ts";

/** Every write is simulated this long before an announced change, and this long after anything happened. */
const BEFORE = seconds(2);
const AFTER = seconds(15);

export class Grain {
  readonly #kernel: Kernel;
  readonly #plane: Pick<DataOrders, "setGrain">;
  #coarsens: EventHandle | undefined;
  isCoarse = false;
  #isOn = false;

  constructor(kernel: Kernel, plane: Pick<DataOrders, "setGrain">, bus: EventBus) {
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
    const own = this.#coarsens === undefined ? 0 : 1;
    return nextEventAt > end || eventsPending <= own;
  }

  #refine(): void {
    if (!this.#isOn) return;
    if (this.#coarsens !== undefined) this.#kernel.cancel(this.#coarsens);
    if (this.isCoarse) this.#plane.setGrain("every-write");
    this.isCoarse = false;
    this.#coarsens = this.#kernel.at(
      after(this.#kernel.now, AFTER),
      () => {
        this.isCoarse = true;
        this.#coarsens = undefined;
        this.#plane.setGrain("coarse");
      },
      Phase.observers,
    );
  }
}
