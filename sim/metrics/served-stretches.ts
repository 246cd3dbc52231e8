// The served shares of all populations as they come about, stretch after stretch: between two of its calls the sink
// knows what every population got. Nothing of it is kept, so a run may last as long as it likes; in a calm year nothing
// is told at all. Leaves out: late answers, full servers.

import type { Clientele, ServedStep } from "../cluster/clientele.ts";
import type { EventBus } from "../cluster/event-bus.ts";
import type { Topology } from "../cluster/topology.ts";
import type { Kernel } from "../kernel/kernel.ts";

export interface StretchSink {
  /**
   * In [from, to), whole µs: one step per population, in their order; the array is used again. Stretches follow
   * one another without gaps.
   */
  stretch(from: number, to: number, served: readonly ServedStep[]): void;
}

/** Before anybody was connected. */
const NOTHING: ServedStep = { at: 0, serving: 0, reading: 0 };

export class ServedStretches {
  readonly #clienteles: readonly Clientele[];
  readonly #sink: StretchSink;
  readonly #foreseen: (readonly ServedStep[])[];
  /** The step that holds, by its number and itself. */
  readonly #places: number[];
  readonly #served: ServedStep[];
  /** Told up to here. */
  #from: number;

  constructor(
    parts: {
      readonly kernel: Pick<Kernel, "now">;
      readonly bus: EventBus;
      readonly topology: Topology;
      readonly clienteles: readonly Clientele[];
    },
    sink: StretchSink,
  ) {
    const { kernel, bus, topology, clienteles } = parts;
    this.#clienteles = clienteles;
    this.#sink = sink;
    this.#from = kernel.now;
    this.#foreseen = clienteles.map(() => []);
    this.#places = clienteles.map(() => -1);
    this.#served = clienteles.map(() => NOTHING);
    const review = (): void => this.#review(kernel.now);
    for (const event of ["writerStarted", "writerStopped", "connectionsPlanned", "nodeStateChanged"] as const)
      bus.on(event, review);
    topology.onChange(review);
    this.#review(kernel.now);
  }

  /** Tells everything before `until`, which is not after now. */
  tellUntil(until: number): void {
    for (;;) {
      const next = this.#nextStep();
      if (next >= until) break;
      this.#tell(next);
      this.#moveTo(next);
    }
    this.#tell(until);
  }

  #review(now: number): void {
    for (let i = 0; i < this.#clienteles.length; i++) {
      const { foreseen } = this.#clienteles[i] as Clientele;
      if (foreseen === this.#foreseen[i]) continue;
      this.tellUntil(now);
      this.#foreseen[i] = foreseen;
      this.#places[i] = -1;
      this.#moveTo(now);
    }
  }

  #tell(until: number): void {
    if (until > this.#from) this.#sink.stretch(this.#from, until, this.#served);
    this.#from = Math.max(this.#from, until);
  }

  #nextStep(): number {
    let next = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#places.length; i++) {
      const step = this.#foreseen[i]?.[(this.#places[i] as number) + 1];
      if (step && step.at < next) next = step.at;
    }
    return next;
  }

  #moveTo(t: number): void {
    for (let i = 0; i < this.#places.length; i++) {
      const steps = this.#foreseen[i] as readonly ServedStep[];
      let place = this.#places[i] as number;
      for (let step = steps[place + 1]; step && step.at <= t; step = steps[place + 1]) {
        this.#served[i] = step;
        place++;
      }
      this.#places[i] = place;
    }
  }
}
