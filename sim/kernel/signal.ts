// Something that happens now and then, and that procedures and callbacks can wait for. A firing reaches those
// who waited when it happened, in the order they began to wait; who comes later waits for the next one.

export class Signal<T = void> {
  /** In order of arrival: a Set keeps it, and forgets one in constant time. */
  readonly #waiting = new Set<(value: T) => void>();

  /** How many wait now. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Calls `action` at the next firing, once. The function returned forgets it. */
  once(action: (value: T) => void): () => void {
    // A wrapper of its own for each call, so that the same action may wait twice.
    const entry = (value: T): void => action(value);
    this.#waiting.add(entry);
    return () => this.#waiting.delete(entry);
  }

  fire(value: T): void {
    if (this.#waiting.size === 0) return;
    const called = [...this.#waiting];
    for (const action of called) {
      // One called before may have made this one give up.
      if (this.#waiting.delete(action)) action(value);
    }
  }
}
