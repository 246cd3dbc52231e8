// A monitor whose every probe is an event: asked, waited for, answered or not. Written without looking at how the
// engine does it, and as plainly as possible.
import { Lattice } from "../../../sim/cluster/lattice.ts";
import type { MonitorTerms } from "../../../sim/failover/monitor-controller.ts";
import type { EventHandle } from "../../../sim/kernel/kernel.ts";
import { after } from "../../../sim/quantity/time.ts";
import { PRIMARY, type World } from "./world.ts";

type Terms = Pick<MonitorTerms, "at" | "interval" | "timeout" | "retries" | "retryDelay">;

export class EagerMonitor {
  readonly suspicions: number[] = [];
  readonly #world: World;
  readonly #terms: Terms;
  readonly #isLost: () => boolean;
  readonly #suspects: () => void;
  readonly #ticks: Lattice;
  /** It asks, or is about to ask again. */
  #isBusy = false;
  #asked: { readonly misses: number; readonly isLost: boolean; readonly timeout: EventHandle } | undefined;
  #lastAsked = -1;
  /** It has suspected, and waits for the primary to answer. */
  #isActing = false;

  constructor(world: World, terms: Terms, isLost: () => boolean, suspects: () => void = () => {}) {
    this.#world = world;
    this.#terms = terms;
    this.#isLost = isLost;
    this.#suspects = suspects;
    this.#ticks = new Lattice(
      world.kernel.now,
      { period: terms.interval },
      world.random.draws(`monitor/${world.service.id}`),
    );
    world.watch(() => this.#changed());
    this.#awaitTick(0);
  }

  #awaitTick(n: number): void {
    const { kernel } = this.#world;
    kernel.at(this.#ticks.tick(n), () => {
      this.#awaitTick(n + 1);
      if (!this.#isBusy && !this.#isActing && this.#lastAsked !== kernel.now) this.#ask(0);
    });
  }

  #ask(misses: number): void {
    const { kernel } = this.#world;
    this.#isBusy = true;
    this.#lastAsked = kernel.now;
    // Whatever is sent into silence is sent again, and gets through as soon as something can.
    const isLost = this.#meets() === "answer" && this.#isLost();
    const timeout = kernel.after(this.#terms.timeout, () => this.#failed());
    this.#asked = { misses, isLost, timeout };
    this.#changed();
  }

  /** Something answers now: is that an answer to what was asked? */
  #changed(): void {
    if (this.#isActing) {
      if (this.#meets() === "answer") this.#isActing = false;
      return;
    }
    if (this.#asked === undefined || this.#asked.isLost) return;
    const met = this.#meets();
    if (met === "answer") {
      this.#world.kernel.cancel(this.#asked.timeout);
      this.#asked = undefined;
      this.#isBusy = false;
    } else if (met === "refusal") this.#failed();
  }

  #failed(): void {
    const { kernel } = this.#world;
    if (this.#asked === undefined) return;
    const { misses, timeout } = this.#asked;
    kernel.cancel(timeout);
    this.#asked = undefined;
    if (misses + 1 > this.#terms.retries) {
      this.suspicions.push(kernel.now);
      this.#isBusy = false;
      this.#isActing = true;
      this.#suspects();
    } else kernel.at(after(kernel.now, this.#terms.retryDelay), () => this.#ask(misses + 1));
  }

  #meets(): "answer" | "refusal" | "silence" {
    const { topology, nodes } = this.#world;
    if (!topology.talks(this.#terms.at, nodes.site(PRIMARY))) return "silence";
    if (nodes.isRunning(PRIMARY)) return "answer";
    return nodes.answers(PRIMARY) ? "refusal" : "silence";
  }
}
