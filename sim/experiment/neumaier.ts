// A sum that keeps what rounding takes away, so that a million small terms after a large one still count. Added in one
// order it gives the same bytes. Source: Neumaier 1974.

export class NeumaierSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const sum = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - sum + value : value - sum + this.#sum;
    this.#sum = sum;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}
