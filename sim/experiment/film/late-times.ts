// When the answers of a service were late, as somebody else has noticed and announced it.
import type { EventBus } from "../../cluster/event-bus.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { LateTimes } from "../../metrics/lateness.ts";
import type { Interval } from "../../metrics/share-track.ts";

export class AnnouncedLateTimes implements LateTimes {
  #over: Interval[] = [];
  #since: number | undefined;

  constructor(bus: EventBus, kernel: Kernel, service: string) {
    bus.on("answersLate", (late) => {
      if (late.service === service) this.#since ??= kernel.now;
    });
    bus.on("answersInTime", (intime) => {
      if (intime.service !== service || this.#since === undefined) return;
      this.#over.push({ start: this.#since, end: kernel.now });
      this.#since = undefined;
    });
  }

  get isLate(): boolean {
    return this.#since !== undefined;
  }
  intervals(horizon: number): readonly Interval[] {
    return this.#since === undefined ? this.#over : [...this.#over, { start: this.#since, end: horizon + 1 }];
  }
  forgetBefore(t: number): void {
    this.#over = this.#over.filter(({ end }) => end > t);
  }
}
