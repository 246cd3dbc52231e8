// When the answers of one service came later than its clients wait: a pair of watches, like a monitor would set them.
// Writes that arrive in such an interval count as unserved.

import type { DataReadings, Watch } from "../cluster/data-plane.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Duration } from "../quantity/time.ts";
import type { Interval } from "./share-track.ts";

export interface LatenessParts {
  readonly kernel: Kernel;
  readonly bus: EventBus;
  readonly plane: DataReadings;
  readonly service: string;
  /** The service level. */
  readonly wait: Duration;
}

/** When the answers of a service were late. */
export interface LateTimes {
  readonly isLate: boolean;
  /** One that is not over lasts beyond the horizon. */
  intervals(horizon: number): readonly Interval[];
  /** Nobody asks any more for what was before `t`. */
  forgetBefore(t: number): void;
}

export class Lateness implements LateTimes {
  readonly #parts: LatenessParts;
  #closed: Interval[] = [];
  #timeline = -1;
  #watch: Watch | undefined;
  #since: number | undefined;

  constructor(parts: LatenessParts) {
    this.#parts = parts;
    const { bus, kernel, service } = parts;
    bus.on("commitTermsSet", (terms) => {
      if (terms.service === service) this.#follow(terms.timeline);
    });
    // A writer that has stopped keeps nobody waiting: whoever did is cut off, which the shares say.
    bus.on("writerStopped", (writer) => {
      if (writer.service !== service || writer.timeline !== this.#timeline) return;
      this.#end(kernel.now);
      this.#watch?.cancel();
    });
    bus.on("writerStarted", (writer) => {
      if (writer.service !== service || writer.timeline !== this.#timeline) return;
      this.#watch?.cancel();
      this.#await();
    });
  }

  get isLate(): boolean {
    return this.#since !== undefined;
  }

  intervals(horizon: number): readonly Interval[] {
    return this.#since === undefined
      ? this.#closed
      : [...this.#closed, { start: this.#since, end: horizon + 1 }];
  }

  forgetBefore(t: number): void {
    this.#closed = this.#closed.filter(({ end }) => end > t);
  }

  #follow(timeline: number): void {
    if (timeline === this.#timeline) return;
    this.#end(this.#parts.kernel.now);
    this.#timeline = timeline;
    this.#watch?.cancel();
    this.#await();
  }

  #await(): void {
    const { plane, kernel, bus, service, wait } = this.#parts;
    const timeline = this.#timeline;
    const crossing = { kind: "commit-wait", timeline, wait } as const;
    this.#watch = plane.watch({ ...crossing, becomes: "above" }, () => {
      this.#since ??= kernel.now - wait;
      bus.emit("answersLate", { service, timeline });
      this.#watch = plane.watch({ ...crossing, becomes: "below" }, () => {
        this.#end(kernel.now - wait);
        bus.emit("answersInTime", { service, timeline });
        this.#await();
      });
    });
  }

  #end(at: number): void {
    if (this.#since !== undefined && at > this.#since) this.#closed.push({ start: this.#since, end: at });
    this.#since = undefined;
  }
}
