// Fail-safe mode: a primary that has lost the store goes on as long as every other member answers it, for then nobody
// else can lead; those who hear it do not race although its lease has run out. It is asked at every round of its loop.
// Source: Patroni, docs/dcs_failsafe_mode.rst. Leaves out: members that joined while the store was gone.

import type { NodeId } from "../cluster/data-plane.ts";
import type { Lattice } from "../cluster/lattice.ts";
import type { EventHandle } from "../kernel/kernel.ts";
import { after, type Duration } from "../quantity/time.ts";
import type { ControllerParts } from "./policy.ts";

export class FailSafe {
  readonly #parts: ControllerParts;
  readonly #terms: { readonly ttl: Duration; readonly probeTimeout: Duration };
  readonly #over: (isExpired: boolean) => void;
  /** Who goes on without the store. */
  #node: NodeId | undefined;
  #lattice: Lattice | undefined;
  #isExpired = false;
  #end: EventHandle | undefined;

  /** `over`: somebody no longer answers; whether its lease has run out meanwhile. */
  constructor(
    parts: ControllerParts,
    terms: { readonly ttl: Duration; readonly probeTimeout: Duration },
    over: (isExpired: boolean) => void,
  ) {
    this.#parts = parts;
    this.#terms = terms;
    this.#over = over;
  }

  get isOn(): boolean {
    return this.#node !== undefined;
  }

  /** False = somebody does not answer. */
  begin(node: NodeId, loop: Lattice): boolean {
    if (!this.#isAnswered(node)) return false;
    this.#node = node;
    this.#lattice = loop;
    this.#isExpired = false;
    return true;
  }

  /** The lease has run out, and nobody races. */
  expired(): void {
    this.#isExpired = true;
  }

  /** It renews again. */
  end(): void {
    this.#node = undefined;
    if (this.#end !== undefined) this.#parts.kernel.cancel(this.#end);
    this.#end = undefined;
  }

  review(): void {
    const node = this.#node;
    if (node === undefined) return;
    const { kernel, nodes } = this.#parts;
    const isRunning = nodes.isRunning(node);
    if (isRunning && this.#isAnswered(node)) {
      if (this.#end !== undefined) kernel.cancel(this.#end);
      this.#end = undefined;
      return;
    }
    // The others trust what they heard for a ttl; it hears of a silence at the next round.
    const asked = (this.#lattice as Lattice).next(kernel.now);
    const at = isRunning ? after(asked, this.#terms.probeTimeout) : after(kernel.now, this.#terms.ttl);
    this.#end ??= kernel.at(at, () => {
      const isExpired = this.#isExpired;
      this.end();
      this.#over(isExpired);
    });
  }

  #isAnswered(node: NodeId): boolean {
    const { candidates, nodes, topology } = this.#parts;
    const site = nodes.site(node);
    return candidates.every(
      (other) => other.node === node || (nodes.isRunning(other.node) && topology.talks(site, other.site)),
    );
  }
}
