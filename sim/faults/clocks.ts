// The clocks of everything that fails by chance: one object owns every next failure, every repair and every hazard.
// Each process alternates between life and repair by calendar time, whatever the policies do; the next life is drawn
// when the repair ends, each draw from the process's own stream. One kernel event is pending, for the earliest change.
// Leaves out: wear that a repair does not heal, repair crews that are busy elsewhere.

import type { EventBus } from "../cluster/event-bus.ts";
import type { Release } from "../cluster/topology.ts";
import { log } from "../kernel/arithmetic.ts";
import { ageAt, hazardSpent, simplest } from "../kernel/hazard.ts";
import { invariant } from "../kernel/invariant.ts";
import type { EventHandle, HandlerId, Kernel } from "../kernel/kernel.ts";
import { Phase } from "../kernel/phase.ts";
import type { Random, RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Instant } from "../quantity/time.ts";
import { Earliest } from "./earliest.ts";
import type { Breakable, Fault } from "./fault.ts";
import { Lifetimes, soonest } from "./lifetimes.ts";
import type { FailureProcess } from "./process.ts";
import { faults } from "./registry.ts";

export interface ClockParts {
  readonly kernel: Kernel;
  readonly random: Random;
  readonly world: Breakable;
  readonly processes: readonly FailureProcess[];
  /** Told of every failure and repair, as of the faults of a drill. */
  readonly bus?: Pick<EventBus, "emit">;
  /** `stationary`: everything works, at the age at which a random instant finds it. `new`: everything is new. */
  readonly start?: "stationary" | "new";
}

type Listener = (process: number, at: Instant) => void;

export class FailureClocks {
  readonly processes: readonly FailureProcess[];
  readonly #parts: ClockParts;
  readonly #lives: Lifetimes;
  /** When each one fails next, or is repaired next; whole µs, Infinity = never. */
  readonly #next: Earliest;
  readonly #isDown: Uint8Array;
  readonly #counts: Float64Array;
  readonly #failedAt: Float64Array;
  readonly #streams: RandomStream[];
  readonly #begins: readonly (readonly (() => Release)[])[];
  readonly #releases: Release[][];
  readonly #told: readonly { readonly kind: string; readonly subject: string }[];
  /** The site of whose disaster the present failure is the first sign; and all signs there now, by site. */
  readonly #threatens: (string | undefined)[];
  readonly #signs = new Map<string, number>();
  /** Who takes a whole site with it. */
  readonly #takers = new Map<string, number[]>();
  readonly #handler: HandlerId;
  readonly #onFailure: Listener[] = [];
  readonly #onRepair: Listener[] = [];
  #pending: EventHandle | undefined;
  #pendingAt = Number.POSITIVE_INFINITY;
  #precursorsAtLeast = 0;

  constructor(parts: ClockParts) {
    this.#parts = parts;
    const { processes, kernel, random, world } = parts;
    this.processes = processes;
    const count = processes.length;
    this.#lives = new Lifetimes(processes.map(({ up }) => up));
    this.#next = new Earliest(count);
    this.#isDown = new Uint8Array(count);
    this.#counts = new Float64Array(count);
    this.#failedAt = new Float64Array(count);
    this.#streams = processes.map(({ draws }) => random.stream(`failures/${draws}`));
    this.#releases = processes.map(() => []);
    this.#threatens = processes.map(() => undefined);
    this.#told = processes.map(({ source, subject }) => ({ kind: source, subject }));
    this.#begins = processes.map((each) =>
      each.faults.map((config) => {
        const fault = faults.get(config.kind) as unknown as Fault;
        return () => fault.begin(config as never, world);
      }),
    );
    processes.forEach(({ takesSite }, i) => {
      if (takesSite === undefined) return;
      this.#takers.set(takesSite, [...(this.#takers.get(takesSite) ?? []), i]);
    });
    this.#handler = kernel.handler(() => this.#due());
  }

  /** Draws the first failures, from now on. */
  start(): void {
    const { kernel, start = "stationary" } = this.#parts;
    const { now } = kernel;
    this.#streams.forEach((stream, i) => {
      const lives = this.#lives;
      this.#next.set(i, start === "new" ? lives.begin(i, now, stream) : lives.beginAged(i, now, stream));
    });
    this.#arm();
  }

  /** Hears every failure before it takes hold. */
  onFailure(listener: Listener): void {
    this.#onFailure.push(listener);
  }
  /** Hears every repair before it lets go. */
  onRepair(listener: Listener): void {
    this.#onRepair.push(listener);
  }

  isDown(process: number): boolean {
    return this.#isDown[process] === 1;
  }
  /** Failures so far. */
  failures(process: number): number {
    return this.#counts[process]!;
  }

  /** Failures per µs now, as the scenario means it (without bias); 0 while it is down. */
  rate(process: number, at: Instant = this.#parts.kernel.now): number {
    return this.#isDown[process] === 1 ? 0 : this.#lives.rate(process, at);
  }

  /**
   * Expected failures of the life in progress between two instants, as things are now and without bias; undefined
   * while it is down. Exact for any hazard; 0 for a life that ends when it is due.
   */
  strikesOf(process: number): ((from: number, to: number) => number) | undefined {
    return this.#isDown[process] === 1 ? undefined : this.#lives.strikes(process);
  }

  /** Losses of the whole site per µs now: constant between failures and repairs where lives are exponential. */
  lossRateOf(site: string, at: Instant = this.#parts.kernel.now): number {
    let sum = 0;
    for (const process of this.#takers.get(site) ?? []) sum += this.rate(process, at);
    return sum;
  }

  /** Simulates a hazard `factor` times as high from now on; the likelihood ratio keeps account of it. */
  bias(process: number, factor: number): void {
    this.#setBias(process, factor);
    this.#arm();
  }
  /** The same for every process; of those whose lives end when they are due nothing is asked. */
  biasEach(factorOf: (process: number) => number): void {
    for (let i = 0; i < this.processes.length; i++)
      if (!this.isDue(i)) {
        const factor = factorOf(i);
        if (factor !== this.#lives.bias(i)) this.#setBias(i, factor);
      }
    this.#arm();
  }
  /** Simulates first signs of a disaster with at least this probability at each failure that may be one. */
  biasPrecursors(share: number): void {
    this.#precursorsAtLeast = share;
  }

  /** Its lives end when they are due: constant or recorded. There is no hazard that could be biased. */
  isDue(process: number): boolean {
    return this.#lives.isDue(process);
  }
  /** It fails at the next µs. Whoever asks for that knows how likely it was. */
  strike(process: number): void {
    const { now } = this.#parts.kernel;
    invariant(this.#isDown[process] === 0, "what is down cannot fail", { process });
    this.#next.set(process, soonest(now, now));
    this.#arm();
  }
  /** When the next failure or repair is due. */
  get nextChange(): number {
    return this.#next.at(this.#next.first);
  }
  /** By how much a first sign of a disaster multiplies its hazard now; else 1. */
  factor(process: number): number {
    return this.#lives.factor(process);
  }
  /** Undefined before the first. */
  lastFailure(process: number): Instant | undefined {
    return this.#counts[process] === 0 ? undefined : (this.#failedAt[process] as Instant);
  }

  /** ln (probability of the path so far as the scenario means it / as simulated). */
  get logLikelihoodRatio(): number {
    for (const i of this.#lives.biased)
      if (this.#isDown[i] === 0) this.#lives.spend(i, this.#parts.kernel.now);
    return this.#lives.logRatio;
  }

  /** From now on other luck: what is left of every life and repair is drawn anew, from streams of `random`. */
  branch(random: Pick<Random, "stream">): void {
    const { now } = this.#parts.kernel;
    this.processes.forEach(({ draws, up, repair }, i) => {
      const stream = random.stream(`failures/${draws}`);
      this.#streams[i] = stream;
      const length = simplest(repair);
      const present = this.#isDown[i] === 1 ? length : simplest(up);
      if (present.kind === "constant") return;
      if (this.#isDown[i] === 0) {
        this.#lives.redraw(i, now, stream);
        this.#next.set(i, this.#lives.end(i, now));
      } else {
        const began = this.#failedAt[i]!;
        const spent = hazardSpent(length, now - began);
        this.#next.set(i, soonest(now, began + ageAt(length, spent + stream.exponentialByInversion())));
      }
    });
    this.#arm();
  }

  #due(): void {
    const { now } = this.#parts.kernel;
    this.#pending = undefined;
    for (let i = this.#next.first; this.#next.at(i) <= now; i = this.#next.first) {
      if (this.#isDown[i] === 1) this.#repair(i, now);
      else this.#fail(i, now);
    }
    this.#arm();
  }

  #fail(i: number, now: Instant): void {
    const { repair, precursor } = this.processes[i]!;
    const stream = this.#streams[i]!;
    const bias = this.#lives.bias(i);
    if (bias !== 1) {
      this.#lives.spend(i, now);
      this.#lives.addToRatio(-log(bias));
    }
    this.#isDown[i] = 1;
    this.#counts[i]! += 1;
    this.#failedAt[i] = now;
    this.#next.set(i, soonest(now, now + sample(repair, stream)));
    for (const listener of this.#onFailure) listener(i, now);
    if (precursor) {
      // One draw says whether, and where: what follows in the stream stays where it is.
      const share = precursor.share > 0 ? Math.max(precursor.share, this.#precursorsAtLeast) : 0;
      const u = stream.uniform() / share;
      if (share > precursor.share)
        this.#lives.addToRatio(log(u < 1 ? precursor.share / share : (1 - precursor.share) / (1 - share)));
      if (u < 1) this.#threaten(i, precursor.sites[Math.floor(u * precursor.sites.length)]!, 1);
    }
    this.#parts.bus?.emit("faultBegan", this.#told[i]!);
    for (const begin of this.#begins[i]!) this.#releases[i]!.push(begin());
  }

  #repair(i: number, now: Instant): void {
    this.#isDown[i] = 0;
    this.#next.set(i, this.#lives.begin(i, now, this.#streams[i]!));
    for (const listener of this.#onRepair) listener(i, now);
    const site = this.#threatens[i];
    if (site !== undefined) this.#threaten(i, site, -1);
    this.#parts.bus?.emit("faultEnded", this.#told[i]!);
    for (const release of this.#releases[i]!) release();
    this.#releases[i]!.length = 0;
  }

  /** A first sign appears at a site or goes: the disasters that roll become likelier, or as likely as before. */
  #threaten(i: number, site: string, by: 1 | -1): void {
    const signs = (this.#signs.get(site) ?? 0) + by;
    this.#signs.set(site, signs);
    this.#threatens[i] = by > 0 ? site : undefined;
    for (const taker of this.#takers.get(site) ?? []) {
      const factor = signs > 0 ? (this.processes[taker]!.rolling ?? 1) : 1;
      if (factor !== this.#lives.factor(taker))
        this.#change(taker, () => this.#lives.setFactor(taker, factor));
    }
  }

  #setBias(i: number, factor: number): void {
    this.#change(i, () => this.#lives.setBias(i, factor));
  }

  #change(i: number, act: () => void): void {
    const { now } = this.#parts.kernel;
    const isAlive = this.#isDown[i] === 0;
    if (isAlive) this.#lives.spend(i, now);
    act();
    if (isAlive) this.#next.set(i, this.#lives.end(i, now));
  }

  /** One event for the earliest change; what lies beyond the range of the clock never happens. */
  #arm(): void {
    const { kernel } = this.#parts;
    const at = this.#next.at(this.#next.first);
    if (this.#pending !== undefined) {
      if (at === this.#pendingAt) return;
      kernel.cancel(this.#pending);
      this.#pending = undefined;
    }
    if (at > Number.MAX_SAFE_INTEGER) return;
    this.#pendingAt = at;
    this.#pending = kernel.schedule(at as Instant, this.#handler, 0, 0, Phase.faults);
  }
}
