// A lease whose every renewal is an event, and its holder. Written without looking at how the engine does it, and as
// plainly as possible; it ends with the lease.
import { Lattice } from "../../../sim/cluster/lattice.ts";
import type { LeaseTerms } from "../../../sim/failover/lease-terms.ts";
import type { EventHandle } from "../../../sim/kernel/kernel.ts";
import { after, type Instant } from "../../../sim/quantity/time.ts";
import { PRIMARY, type World } from "./world.ts";

type Terms = Pick<LeaseTerms, "votes" | "storeLeader" | "ttl" | "loop" | "retry" | "fencing" | "extension">;

export class EagerLease {
  /** What happened when: "stepped down at 12345678". */
  readonly story: string[] = [];
  readonly #world: World;
  readonly #terms: Terms;
  readonly #isLost: () => boolean;
  readonly #told: (what: string) => void;
  readonly #ticks: Lattice;
  #leader: string | undefined;
  #renewedAt: Instant;
  #isOver = false;
  #isWriting = true;
  /** A renewal is due, and has not got through: since when it has been tried, if it has. */
  #due: { tried: Instant | undefined; isLost: boolean; hasGivenUp: boolean } | undefined;
  #expiry: EventHandle | undefined;

  constructor(world: World, terms: Terms, isLost: () => boolean, told: (what: string) => void = () => {}) {
    this.#world = world;
    this.#terms = terms;
    this.#isLost = isLost;
    this.#told = told;
    const { kernel, random, service, bus } = world;
    this.#leader = terms.storeLeader;
    this.#ticks = new Lattice(kernel.now, { period: terms.loop }, random.draws(`lease/${service.id}/loop/0`));
    bus.on("storeLeaderLost", () => {
      this.#leader = undefined;
      this.#expireAt(undefined);
    });
    bus.on("storeLeaderElected", ({ site }) => {
      this.#leader = site;
      const { extension, ttl } = terms;
      const from = extension === "none" ? this.#renewedAt : after(kernel.now, extension);
      // A lease that ran out while nobody could tell ends now.
      this.#expireAt(Math.max(after(from, ttl), kernel.now) as Instant);
    });
    bus.on("nodeStateChanged", ({ to }) => {
      if (to === "down") this.#isWriting = false;
    });
    world.watch(() => this.#changed());
    // The lease has been renewed for ever, the last time one loop before the first tick.
    this.#renewedAt = (this.#ticks.tick(0) - terms.loop) as Instant;
    this.#expireAt(after(this.#renewedAt, terms.ttl));
    this.#awaitTick(0);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  #awaitTick(n: number): void {
    const { kernel } = this.#world;
    kernel.at(this.#ticks.tick(n), () => {
      if (this.#isOver) return;
      this.#awaitTick(n + 1);
      this.#tick();
    });
  }

  #tick(): void {
    const { now } = this.#world.kernel;
    if (!this.#isRunning) this.#due ??= { tried: undefined, isLost: false, hasGivenUp: false };
    else if (this.#due === undefined) this.#try();
    else if (this.#due.isLost && now >= (this.#due.tried as number) + this.#terms.retry) {
      // The last one failed for good, and that comes first; this is the next.
      this.#giveUp();
      if (this.#isServed && !this.#isLost()) this.#renewed();
      else this.#due.tried = now;
    }
  }

  #try(): void {
    const { kernel } = this.#world;
    const isLost = this.#isServed && this.#isLost();
    if (this.#isServed && !isLost) {
      this.#renewed();
      return;
    }
    const due = { tried: kernel.now, isLost, hasGivenUp: false };
    this.#due = due;
    kernel.after(this.#terms.retry, () => {
      if (this.#due === due) this.#giveUp();
    });
  }

  #giveUp(): void {
    if (!this.#due || this.#isOver) return;
    this.#due.hasGivenUp = true;
    // Who sleeps finds out when he wakes.
    if (this.#isRunning) this.#stepDown();
  }

  #stepDown(): void {
    if (!this.#isWriting || this.#terms.fencing === "none") return;
    this.#isWriting = false;
    this.#tell("stepped down");
  }

  #renewed(): void {
    this.#due = undefined;
    this.#renewedAt = this.#world.kernel.now;
    this.#expireAt(after(this.#renewedAt, this.#terms.ttl));
    this.#goOn();
  }

  #goOn(): void {
    if (this.#isWriting) return;
    this.#isWriting = true;
    this.#tell("went on");
  }

  #changed(): void {
    if (this.#isOver) return;
    const canTry = this.#isRunning && this.#isServed;
    // What was lost is sent again by whoever was cut off or slept.
    if (this.#due && !canTry) this.#due.isLost = false;
    if (canTry) {
      if (this.#due === undefined) this.#goOn();
      else if (!this.#due.isLost) this.#renewed();
    } else if (this.#isRunning && this.#due) {
      if (this.#due.tried === undefined) this.#try();
      else if (this.#due.hasGivenUp) this.#stepDown();
    }
  }

  #expireAt(at: Instant | undefined): void {
    const { kernel } = this.#world;
    if (this.#expiry !== undefined) kernel.cancel(this.#expiry);
    this.#expiry =
      at === undefined || this.#isOver
        ? undefined
        : kernel.at(at, () => {
            this.#isOver = true;
            this.#tell("expired");
          });
  }

  #tell(what: string): void {
    this.story.push(`${what} at ${this.#world.kernel.now}`);
    this.#told(what);
  }

  get #isRunning(): boolean {
    return this.#world.nodes.isRunning(PRIMARY);
  }
  /** Some voter that it reaches reaches a leader that reaches most voters. */
  get #isServed(): boolean {
    const { topology, nodes } = this.#world;
    const leader = this.#leader;
    if (leader === undefined) return false;
    const { votes } = this.#terms;
    const reached = votes.filter((voter) => topology.talks(leader, voter));
    const site = nodes.site(PRIMARY);
    return reached.length * 2 > votes.length && reached.some((voter) => topology.talks(site, voter));
  }
}
