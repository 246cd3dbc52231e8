// A connection that comes up to speed: for some round trips its windows, and not the line, decide the rate of a stream.
// Each piece of the ramp ends with an event, because sharing has to look again.

import type { Connection } from "../cluster/connection.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import { type RampPiece, rampOf } from "../network/tcp/ramp.ts";
import type { TcpPath } from "../network/tcp/sent-round.ts";
import { atOrAfter, later } from "../quantity/time.ts";

export class ComingUp {
  readonly #kernel: Kernel;
  readonly #connection: Connection;
  readonly #turned: () => void;
  #pieces: readonly RampPiece[] = [];
  #current = 0;
  #from = 0;
  #event: EventHandle | undefined;

  constructor(kernel: Kernel, connection: Connection, turned: () => void) {
    this.#kernel = kernel;
    this.#connection = connection;
    this.#turned = turned;
  }

  /** Bytes per µs at most, now. */
  get limit(): number {
    return this.#pieces[this.#current]?.rate ?? Number.POSITIVE_INFINITY;
  }

  /** Its first byte leaves at `from`, real µs; a new connection, or the old one after a silence. */
  begin(
    from: number,
    how: "open" | "timedOut",
    terms: { readonly path: TcpPath; readonly load: number; readonly target: number },
  ): void {
    this.stop();
    this.#pieces = rampOf(this.#connection.sender, how, terms);
    this.#from = from;
    this.#current = 0;
    this.#await();
  }

  /** As fast as the line is. */
  stop(): void {
    if (this.#event !== undefined) this.#kernel.cancel(this.#event);
    this.#event = undefined;
    this.#pieces = [];
  }

  #await(): void {
    const piece = this.#pieces[this.#current];
    if (!piece) return;
    this.#event = this.#kernel.at(
      later(atOrAfter(this.#from + piece.end), this.#kernel.now),
      () => {
        this.#event = undefined;
        this.#current++;
        this.#await();
        this.#turned();
      },
      Phase.data,
    );
  }
}
