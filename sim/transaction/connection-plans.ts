// The connections that were foreseen, made step by step: each later step of a plan is an event, until the next plan
// of the same population takes its place.

import type { Connection, ConnectionStep, PopulationId } from "../cluster/data-plane.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";

export class ConnectionPlans {
  readonly #kernel: Kernel;
  readonly #connect: (population: PopulationId, connections: readonly Connection[]) => void;
  readonly #next = new Map<PopulationId, EventHandle>();

  constructor(
    kernel: Kernel,
    connect: (population: PopulationId, connections: readonly Connection[]) => void,
  ) {
    this.#kernel = kernel;
    this.#connect = connect;
  }

  /** The first step is made at once. */
  follow(population: PopulationId, plan: readonly ConnectionStep[]): void {
    const pending = this.#next.get(population);
    if (pending !== undefined) this.#kernel.cancel(pending);
    this.#take(population, plan, 0);
  }

  #take(population: PopulationId, plan: readonly ConnectionStep[], number: number): void {
    const step = plan[number];
    const next = plan[number + 1];
    if (step) this.#connect(population, step.connections);
    if (!next) this.#next.delete(population);
    else {
      const event = this.#kernel.at(next.at, () => this.#take(population, plan, number + 1), Phase.data);
      this.#next.set(population, event);
    }
  }
}
