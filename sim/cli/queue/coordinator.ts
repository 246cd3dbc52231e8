// Which units of a study are planned, out at the workers, done or given up. Redis may forget everything at any instant:
// what is neither done nor listed there is sent again. What a key names is the same whoever did it, so it does not
// matter how often it is done; that it is the same is checked.
import { type JobFailure, type Unit, type UnitResult, unitKey } from "../../index.ts";
import { sha256 } from "../sha256.ts";
import { UsageError } from "../stops.ts";
import { LARGEST_MESSAGE, messageOf, unitName } from "./message.ts";
import { unpackOutcome } from "./outcome.ts";
import type { UnitQueue } from "./unit-queue.ts";

/** Units out at once: enough for a thousand threads, little enough for Redis. */
const MOST_OUT = 2000;
/** Characters out at once. */
const LARGEST_OUT = 67_108_864;
const BATCH = 200;
/** Looked for in vain so often, it is sent again: once may be on its way from list to list. */
const MISSES = 2;

interface Errand {
  readonly key: string;
  readonly unit: Unit;
  readonly size: number;
  /** Places in the study. */
  readonly indices: readonly number[];
  misses: number;
}

export interface CoordinatorEvents {
  readonly deliver: (index: number, result: UnitResult) => void;
  readonly lose: (index: number, why: string) => void;
  readonly fail: (failure: JobFailure<Unit>) => void;
  /** Something is wrong that trying again does not mend. */
  readonly break: (error: Error) => void;
  /** Everything is delivered or lost. */
  readonly end: () => void;
}

export class Coordinator {
  readonly #queue: UnitQueue;
  readonly #events: CoordinatorEvents;
  readonly #planned: readonly Errand[];
  readonly #out = new Map<string, Errand>();
  /** By key, of what is done. */
  readonly #digests = new Map<string, string>();
  #next = 0;
  #size = 0;
  #isFilling = false;

  constructor(units: readonly Unit[], queue: UnitQueue, events: CoordinatorEvents) {
    this.#queue = queue;
    this.#events = events;
    this.#planned = errandsOf(units);
  }

  get isOver(): boolean {
    return this.#next >= this.#planned.length && this.#out.size === 0;
  }

  get keysOut(): string[] {
    return [...this.#out.keys()];
  }

  /** Sends what there is room for; what somebody has done already is taken instead. */
  async fill(): Promise<void> {
    if (this.#isFilling) return;
    this.#isFilling = true;
    try {
      while (this.#next < this.#planned.length && this.#out.size < MOST_OUT && this.#size < LARGEST_OUT) {
        const batch = this.#planned.slice(this.#next, this.#next + BATCH);
        // Before they are sent: an answer may come before the receipt.
        for (const errand of batch) {
          this.#out.set(errand.key, errand);
          this.#size += errand.size;
        }
        this.#next += batch.length;
        const ready = new Set(await this.#queue.ready(batch.map(({ key }) => key)));
        await this.#queue.add(batch.filter(({ key }) => !ready.has(key)));
        for (const key of ready) await this.take(key);
      }
    } finally {
      this.#isFilling = false;
    }
  }

  /** What came of a unit, if it is there. */
  async take(key: string): Promise<void> {
    const packed = this.#out.has(key) ? await this.#queue.packed(key) : undefined;
    const errand = this.#out.get(key);
    if (!packed || !errand) return;
    const unpacked = unpackOutcome(packed, errand.unit);
    if (!unpacked) return this.#queue.discard(key);
    const { outcome, digest } = unpacked;
    if ("failure" in outcome) {
      await this.#queue.discard(key);
      this.#events.fail({ job: errand.unit, ...outcome.failure });
      return;
    }
    this.#digests.set(key, digest);
    this.#strike(errand);
    for (const index of errand.indices) this.#events.deliver(index, outcome.result);
    await this.#queue.taken(key);
    await this.#goOn();
  }

  /** Somebody says that he has done it, perhaps not the first. */
  async done(key: string, digest: string): Promise<void> {
    const known = this.#digests.get(key);
    if (known === undefined) return this.take(key);
    if (known === digest) return;
    const errand = this.#planned.find((each) => each.key === key);
    this.#events.break(new Error(`two workers do not agree on ${errand ? unitName(errand.unit) : key}`));
  }

  /** Goes through everything that is out. */
  async look(): Promise<void> {
    for (const key of await this.#queue.ready(this.keysOut)) await this.take(key);
    const listed = await this.#queue.listed();
    for (const key of listed) {
      const errand = this.#out.get(key);
      if (errand) errand.misses = 0;
    }
    const unlisted = this.keysOut.filter((key) => !listed.has(key));
    const endings = await this.#queue.endings(unlisted);
    for (const [i, key] of unlisted.entries()) {
      const why = endings[i];
      if (why !== undefined) await this.giveUp(key, why);
    }
    await this.#sendAgain(unlisted);
    await this.#goOn();
  }

  /** Nobody can do it. */
  async giveUp(key: string, why: string): Promise<void> {
    const errand = this.#out.get(key);
    if (!errand) return;
    this.#strike(errand);
    for (const index of errand.indices) this.#events.lose(index, why);
    await this.#queue.remove([key]);
    await this.#goOn();
  }

  async #sendAgain(keys: readonly string[]): Promise<void> {
    const missing = keys.flatMap((key) => this.#out.get(key) ?? []);
    for (const errand of missing) errand.misses++;
    const again = missing.filter(({ misses }) => misses >= MISSES);
    for (const errand of again) errand.misses = 0;
    for (let i = 0; i < again.length; i += BATCH) {
      const batch = again.slice(i, i + BATCH);
      // A job that is in no list would only be in the way.
      await this.#queue.remove(batch.map(({ key }) => key));
      await this.#queue.add(batch);
    }
  }

  #strike(errand: Errand): void {
    this.#out.delete(errand.key);
    this.#size -= errand.size;
  }

  async #goOn(): Promise<void> {
    if (this.isOver) this.#events.end();
    else if (this.#out.size < MOST_OUT / 2) await this.fill();
  }
}

/** Throws a UsageError if a unit is too large for the wire. */
function errandsOf(units: readonly Unit[]): Errand[] {
  const errands = new Map<string, Errand & { indices: number[] }>();
  for (const [index, unit] of units.entries()) {
    const key = unitKey(unit, sha256);
    const known = errands.get(key);
    if (known) {
      known.indices.push(index);
      continue;
    }
    const size = JSON.stringify(messageOf(unit)).length;
    if (size > LARGEST_MESSAGE)
      throw new UsageError(
        `${unit.design.file} with its recordings is too large for a queue (${size} characters, at most ${LARGEST_MESSAGE}): leave --queue out`,
      );
    errands.set(key, { key, unit, size, indices: [index], misses: 0 });
  }
  return [...errands.values()];
}
