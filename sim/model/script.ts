// A disruption as a script: when each fault takes hold and when it lets go. Preconditions hold from the first
// instant.

import type { EventBus } from "../cluster/event-bus.ts";
import type { Release } from "../cluster/topology.ts";
import type { Breakable, Fault } from "../faults/fault.ts";
import { faults as faultKinds } from "../faults/registry.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import type { Random } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import { after, type Instant, micros } from "../quantity/time.ts";
import type { Disruption } from "../scenario/scenario.ts";

type FaultConfig = Disruption["faults"][number];
const partOf = (config: FaultConfig): Fault => faultKinds.get(config.kind) as unknown as Fault;

export class Script {
  readonly #parts: { kernel: Kernel; bus: EventBus; random: Random; world: Breakable };
  /** Instants at which something is going to happen, ascending. */
  readonly instants: Instant[] = [];
  #lastEnded = "";

  constructor(parts: { kernel: Kernel; bus: EventBus; random: Random; world: Breakable }) {
    this.#parts = parts;
  }

  /** The field that set the end of the latest repair. */
  get repairPath(): string {
    return this.#lastEnded || "disruptions";
  }

  /** Schedules everything; preconditions take hold at once. */
  play(name: string, disruption: Disruption, injectedAt: Instant): void {
    const { kernel, bus } = this.#parts;
    disruption.while.forEach((config, i) => {
      this.#schedule(config, kernel.now, { path: `disruptions.${name}.while.${i}`, draws: `while/${i}` });
    });
    kernel.at(injectedAt, () => bus.emit("disruptionBegan", { name }), Phase.faults);
    disruption.faults.forEach((config, i) => {
      this.#schedule(config, after(injectedAt, config.after), {
        path: `disruptions.${name}.${i}`,
        draws: `faults/${i}`,
      });
    });
    this.instants.sort((a, b) => a - b);
  }

  #schedule(
    config: FaultConfig,
    begin: Instant,
    names: { readonly path: string; readonly draws: string },
  ): void {
    const { kernel, bus, random, world } = this.#parts;
    const part = partOf(config);
    const subject = part.subject(config as never);
    this.instants.push(begin);
    const length =
      config.for === undefined ? undefined : micros(sample(config.for, random.stream(names.draws)));
    const end = length === undefined ? undefined : after(begin, length);
    if (end !== undefined) this.instants.push(end);
    const takeHold = (): void => {
      bus.emit("faultBegan", { kind: config.kind, subject });
      const release: Release = part.begin(config as never, world);
      if (end === undefined) return;
      kernel.at(
        end,
        () => {
          this.#lastEnded = `${names.path}.for`;
          bus.emit("faultEnded", { kind: config.kind, subject });
          release();
        },
        Phase.faults,
      );
    };
    kernel.at(begin, takeHold, Phase.faults);
  }
}
