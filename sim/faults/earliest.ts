// Which of many instants is the earliest: a tournament, replayed along one path when one of them changes. Of equal
// ones the lowest number wins.

export class Earliest {
  /** By number; Infinity beyond the last one. */
  readonly #at: Float64Array;
  /** Winners from the root, 1, down; the leaves are the numbers themselves. */
  readonly #winners: Int32Array;
  readonly #leaves: number;

  constructor(count: number) {
    let leaves = 1;
    while (leaves < count) leaves *= 2;
    this.#leaves = leaves;
    this.#at = new Float64Array(leaves).fill(Number.POSITIVE_INFINITY);
    this.#winners = new Int32Array(2 * leaves);
    for (let i = 0; i < leaves; i++) this.#winners[leaves + i] = i;
    for (let place = leaves - 1; place > 0; place--) this.#winners[place] = this.#winners[2 * place]!;
  }

  at(i: number): number {
    return this.#at[i]!;
  }

  set(i: number, at: number): void {
    const instants = this.#at;
    const winners = this.#winners;
    instants[i] = at;
    for (let place = (this.#leaves + i) >> 1; place > 0; place >>= 1) {
      const left = winners[2 * place]!;
      const right = winners[2 * place + 1]!;
      winners[place] = instants[right]! < instants[left]! ? right : left;
    }
  }

  /** Whose instant comes first; any number if all are Infinity. */
  get first(): number {
    return this.#winners[1]!;
  }
}
