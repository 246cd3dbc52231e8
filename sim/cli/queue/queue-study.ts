// One study at the queue, from its first unit to the last: rounds of looking, events in between, and an end: all is
// done, somebody interrupts, or the broker is gone for good.
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import {
  type Cancellation,
  ENGINE_VERSION,
  type JobFailure,
  type Unit,
  type UnitResult,
} from "../../index.ts";
import { IncompleteError } from "../stops.ts";
import type { Broker } from "./broker.ts";
import { Coordinator } from "./coordinator.ts";
import { PREFIX, QUEUE, STUDIES } from "./names.ts";
import { announce, withdraw } from "./presence.ts";
import { UnitQueue } from "./unit-queue.ts";
import { WorkerWatch } from "./worker-watch.ts";

const ROUND_MILLIS = 1000;
const WATCH_MILLIS = 100;
/** Rounds between two that put off the end of what is out. */
const PROLONG_ROUNDS = 600;
/** A broker that has not answered for so long is not only being restarted. */
const PATIENCE_MILLIS = 600_000;
const GOODBYE_MILLIS = 3000;

export interface Takers {
  readonly deliver: (index: number, result: UnitResult) => void;
  readonly lose: (index: number, why: string) => void;
}

export class QueueStudy {
  readonly #broker: Broker;
  readonly #note: (text: string) => void;
  readonly #queue: UnitQueue;
  /** A connection of its own: it waits for events. */
  readonly #ear: Redis;
  readonly #events: QueueEvents;
  readonly #coordinator: Coordinator;
  readonly #watch: WorkerWatch;
  readonly #id = randomUUID();
  readonly #over: Promise<void>;
  #end: () => void = () => {};
  #isOver = false;
  #failure: JobFailure<Unit> | undefined;
  #error: unknown;
  #wellAt = performance.now();
  #complaint = "";

  constructor(broker: Broker, units: readonly Unit[], takers: Takers, note: (text: string) => void) {
    this.#broker = broker;
    this.#note = note;
    this.#over = new Promise((resolve) => {
      this.#end = () => {
        this.#isOver = true;
        resolve();
      };
    });
    this.#queue = new UnitQueue(broker);
    this.#coordinator = new Coordinator(units, this.#queue, {
      deliver: (index, result) => this.#orEnd(() => takers.deliver(index, result)),
      lose: (index, why) => this.#orEnd(() => takers.lose(index, why)),
      fail: (failure) => {
        this.#failure = failure;
        this.#end();
      },
      break: (error) => this.#break(error),
      end: () => this.#end(),
    });
    this.#watch = new WorkerWatch(broker, note);
    this.#ear = broker.redis.duplicate();
    this.#events = new broker.bullmq.QueueEvents(QUEUE, { connection: this.#ear, prefix: PREFIX });
    // Whatever it is, the next round sees it too.
    this.#events.on("error", () => {});
    this.#events.on("completed", ({ jobId, returnvalue }) => {
      void this.#attempt(() => this.#coordinator.done(jobId, String(returnvalue)));
    });
  }

  /** Resolves with a failure that ends the study, if there is one. */
  async conduct(cancellation: Cancellation): Promise<JobFailure<Unit> | undefined> {
    const watch = setInterval(() => {
      if (cancellation.aborted) this.#end();
      // Not in the rounds: what they ask of a broker that is away waits until it is back.
      if (performance.now() - this.#wellAt > PATIENCE_MILLIS)
        this.#break(
          new IncompleteError(`the queue at ${this.#broker.shown} has not answered for ten minutes`),
        );
    }, WATCH_MILLIS);
    void this.#rounds();
    await this.#over;
    clearInterval(watch);
    await Promise.race([this.#leave(), pause(GOODBYE_MILLIS, undefined, { ref: false })]);
    this.#close();
    if (this.#error !== undefined) throw this.#error;
    return this.#failure;
  }

  async #rounds(): Promise<void> {
    for (let round = 0; !this.#isOver; round++) {
      if (await this.#attempt(() => this.#round(round))) {
        this.#wellAt = performance.now();
        this.#complaint = "";
      } else if (Date.now() - this.#wellAt > PATIENCE_MILLIS) {
        this.#break(
          new IncompleteError(`the queue at ${this.#broker.shown} has not answered for ten minutes`),
        );
      }
      await pause(ROUND_MILLIS, undefined, { ref: false });
    }
  }

  async #round(round: number): Promise<void> {
    const presence = { engine: ENGINE_VERSION, where: `${hostname()}:${process.pid}`, threads: 0 };
    await announce(this.#broker.redis, STUDIES, this.#id, presence);
    await this.#coordinator.fill();
    await this.#coordinator.look();
    if (round % PROLONG_ROUNDS === 0) await this.#queue.prolong(this.#coordinator.keysOut);
    await this.#watch.look(Date.now());
  }

  /** What the broker refuses it may grant later: the next round tries again. */
  async #attempt(act: () => Promise<void>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (this.#isOver) return false;
      const complaint = this.#broker.explain(error);
      if (complaint !== this.#complaint) this.#note(`queue: ${complaint}; trying again`);
      this.#complaint = complaint;
      return false;
    }
  }

  /** Full disks and our own mistakes are not the broker's. */
  #orEnd(act: () => void): void {
    try {
      if (!this.#isOver) act();
    } catch (error) {
      this.#break(error);
    }
  }

  #break(error: unknown): void {
    this.#error ??= error;
    this.#end();
  }

  /** Nobody needs to do what nobody waits for. */
  async #leave(): Promise<void> {
    try {
      await withdraw(this.#broker.redis, STUDIES, this.#id);
      await this.#queue.remove(this.#coordinator.keysOut);
    } catch {
      // The broker is gone: what stays there has an end.
    }
  }

  /** Without waiting: a broker that is away would keep the program from ending. */
  #close(): void {
    for (const each of [this.#events, this.#queue]) each.close().catch(() => {});
    this.#ear.disconnect();
  }
}
