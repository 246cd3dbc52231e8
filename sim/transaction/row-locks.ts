// Rows that many writes update: each is locked by one of them from its update until its commit has been answered, and
// whoever else wants it waits in order of coming. So a row takes one write per commit wait, however many ask.
// Source: PostgreSQL's row locks, which are held to the end of the transaction. Leaves out: deadlocks, lock time-outs,
// work that is done again because the row has changed.

import type { Work } from "./station.ts";

export class RowLocks {
  /** Who waits for each row that is locked. */
  readonly #waiting = new Map<number, Work[]>();

  /** False = it waits; it is given back by `release` in its turn. */
  lock(row: number, work: Work): boolean {
    const waiting = this.#waiting.get(row);
    if (waiting === undefined) {
      this.#waiting.set(row, []);
      return true;
    }
    waiting.push(work);
    return false;
  }

  /** Who has the row now; undefined = nobody. */
  release(row: number): Work | undefined {
    const next = this.#waiting.get(row)?.shift();
    if (next === undefined) this.#waiting.delete(row);
    return next;
  }

  /** The process dies. Returns who waited. */
  clear(): Work[] {
    const waiting = [...this.#waiting.values()].flat();
    this.#waiting.clear();
    return waiting;
  }
}
