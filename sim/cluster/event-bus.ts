// Typed publish and subscribe of control events; delivery in the order of subscription, at the instant of emission.

import type { EventMap, EventName } from "./events.ts";

type Listener<Name extends EventName> = (payload: EventMap[Name]) => void;
/** Hears every event; for logs and fingerprints. */
export type Witness = (name: EventName, payload: EventMap[EventName]) => void;

export class EventBus {
  readonly #listeners = new Map<EventName, Listener<never>[]>();
  readonly #witnesses: Witness[] = [];

  on<Name extends EventName>(name: Name, listener: Listener<Name>): void {
    const list = this.#listeners.get(name) ?? [];
    list.push(listener as Listener<never>);
    this.#listeners.set(name, list);
  }

  onAny(witness: Witness): void {
    this.#witnesses.push(witness);
  }

  emit<Name extends EventName>(name: Name, payload: EventMap[Name]): void {
    for (const witness of this.#witnesses) witness(name, payload);
    const listeners = this.#listeners.get(name);
    if (listeners === undefined) return;
    for (const listener of listeners) (listener as Listener<Name>)(payload);
  }
}
