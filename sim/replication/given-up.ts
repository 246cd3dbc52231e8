// Terms that have given up waiting: since when zero loss is no longer true, who was told of it, and when standbys
// are looked for again. One spell of each term lasts until a standby is waited for again, or another node leads.

import type { EventBus } from "../cluster/event-bus.ts";
import type { Service } from "../cluster/service.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { Duration } from "../quantity/time.ts";
import type { Degrading } from "./acknowledgement/acknowledgement.ts";
import type { Group, Term } from "./commit-terms.ts";

interface Spell {
  /** Nobody looks whether a standby could be waited for again. */
  isClosed: boolean;
}

export interface GivenUpParts {
  readonly kernel: Pick<Kernel, "after">;
  readonly bus: EventBus;
  readonly service: Service;
  /** A standby of the term could be waited for. */
  readonly isAnybodyBack: (group: Group) => boolean;
  /** It looks for standbys from now on. */
  readonly reopened: () => void;
}

export class GivenUp {
  readonly #parts: GivenUpParts;
  readonly #spells = new Map<Term["config"], Spell>();

  constructor(parts: GivenUpParts) {
    this.#parts = parts;
  }

  has(config: Term["config"]): boolean {
    return this.#spells.has(config);
  }
  get all(): readonly Term["config"][] {
    return [...this.#spells.keys()];
  }
  isLookingFor(config: Term["config"]): boolean {
    return this.#spells.get(config)?.isClosed === false;
  }

  add(group: Group): void {
    const { service, bus, kernel } = this.#parts;
    const { field, sign, noticedAfter, reopen } = group.degrading as Degrading;
    const { id, timeline } = service;
    const spell = { isClosed: reopen !== undefined };
    this.#spells.set(group.config, spell);
    bus.emit("synchronyDegraded", { service: id, timeline, setBy: `acknowledge.${field}`, sign });
    if (reopen !== undefined) this.#reopenAfter(group, spell, reopen);
    if (noticedAfter === undefined) return;
    kernel.after(noticedAfter, () => {
      if (this.#spells.get(group.config) === spell) bus.emit("degradationNoticed", { service: id, sign });
    });
  }

  remove({ config }: Group): void {
    const { service, bus } = this.#parts;
    this.#spells.delete(config);
    bus.emit("synchronyRestored", { service: service.id, timeline: service.timeline });
  }

  /** Another primary waits as configured. */
  clear(): void {
    this.#spells.clear();
  }

  /** Once in so long, and then it finds whoever is back. */
  #reopenAfter(group: Group, spell: Spell, reopen: Duration): void {
    this.#parts.kernel.after(reopen, () => {
      if (this.#spells.get(group.config) !== spell) return;
      if (!this.#parts.isAnybodyBack(group)) {
        this.#reopenAfter(group, spell, reopen);
        return;
      }
      spell.isClosed = false;
      this.#parts.reopened();
    });
  }
}
