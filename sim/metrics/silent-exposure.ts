// How long a service acknowledged commits without the standbys that its terms name, and nobody knew: from the
// instant at which it gave up waiting until somebody has been told, it waits again, or it takes no more writes.

import type { EventBus } from "../cluster/event-bus.ts";
import type { ServiceId } from "../cluster/events.ts";
import type { Service } from "../cluster/service.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Instant } from "../quantity/time.ts";
import type { RunFacts } from "./facts.ts";

export interface SilentExposureParts {
  readonly kernel: Kernel;
  readonly bus: EventBus;
  readonly services: readonly { readonly service: Pick<Service, "id">; readonly mayDegrade: boolean }[];
}

/** Of all services whose commits may go on without those whom they wait for. */
export class SilentExposures {
  readonly #all: readonly SilentExposure[];

  constructor(parts: SilentExposureParts) {
    this.#all = parts.services
      .filter(({ mayDegrade }) => mayDegrade)
      .map(({ service }) => new SilentExposure({ ...parts, service: service.id }));
  }

  begin(at: Instant): void {
    for (const one of this.#all) one.begin(at);
  }
  facts(until: Instant): Pick<RunFacts, "silentExposure" | "isSilentlyExposed"> {
    const sum = this.#all.reduce((micros, one) => micros + one.lasted(until), 0);
    return {
      silentExposure: this.#all.length === 0 ? undefined : sum,
      isSilentlyExposed: this.isGoingOn,
    };
  }
  get isGoingOn(): boolean {
    return this.#all.some((one) => one.isGoingOn);
  }
}

class SilentExposure {
  readonly #kernel: Pick<Kernel, "now">;
  #hasGivenUp = false;
  #isKnown = false;
  #isWriting = true;
  #timeline = -1;
  #from = 0 as Instant;
  #since: Instant | undefined;
  #sum = 0;

  constructor(parts: { readonly kernel: Kernel; readonly bus: EventBus; readonly service: ServiceId }) {
    const { bus, kernel, service } = parts;
    this.#kernel = kernel;
    bus.on("synchronyDegraded", (event) => {
      if (event.service !== service) return;
      this.#timeline = event.timeline;
      this.#become({ hasGivenUp: true, isKnown: false, isWriting: true });
    });
    bus.on("synchronyRestored", (event) => {
      if (event.service === service) this.#become({ hasGivenUp: false });
    });
    bus.on("degradationNoticed", (event) => {
      if (event.service === service) this.#become({ isKnown: true });
    });
    bus.on("promoted", (event) => {
      if (event.service === service) this.#become({ hasGivenUp: false });
    });
    for (const name of ["writerStarted", "writerStopped"] as const)
      bus.on(name, (event) => {
        if (event.service === service && event.timeline === this.#timeline)
          this.#become({ isWriting: name === "writerStarted" });
      });
  }

  /** Counts from here on. */
  begin(at: Instant): void {
    this.#from = at;
    this.#sum = 0;
  }

  /** µs. */
  lasted(until: Instant): number {
    return this.#sum + (this.#since === undefined ? 0 : this.#lengthUntil(until));
  }
  get isGoingOn(): boolean {
    return this.#since !== undefined;
  }

  #become(change: {
    readonly hasGivenUp?: boolean;
    readonly isKnown?: boolean;
    readonly isWriting?: boolean;
  }): void {
    this.#hasGivenUp = change.hasGivenUp ?? this.#hasGivenUp;
    this.#isKnown = change.isKnown ?? this.#isKnown;
    this.#isWriting = change.isWriting ?? this.#isWriting;
    const { now } = this.#kernel;
    if (this.#hasGivenUp && !this.#isKnown && this.#isWriting) this.#since ??= now;
    else if (this.#since !== undefined) {
      this.#sum += this.#lengthUntil(now);
      this.#since = undefined;
    }
  }

  #lengthUntil(at: Instant): number {
    return Math.max(0, at - Math.max(this.#since ?? at, this.#from));
  }
}
