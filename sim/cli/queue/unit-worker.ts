// A worker on a queue: takes units of its own engine's version, does them on threads, and leaves what comes of them
// under their keys. What is malformed is refused with a reason. A unit whose worker falls silent goes to another one;
// one that has silenced three is given up.
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import type { Job, Worker } from "bullmq";
import { ENGINE_VERSION } from "../../index.ts";
import { IncompleteError } from "../stops.ts";
import type { Broker } from "./broker.ts";
import { Refusal, unitName, unitOf } from "./message.ts";
import { LIFETIME_MILLIS, PREFIX, QUEUE, QUEUE_PARTS, resultName, STUDIES, WORKERS } from "./names.ts";
import { digestIn, LARGEST_OUTCOME } from "./outcome.ts";
import { announce, present, withdraw } from "./presence.ts";
import { type UnitThreads, unitThreads } from "./unit-threads.ts";

/** A unit that has silenced more workers than this is given up. */
const MOST_SILENCED = 2;
const ANNOUNCE_MILLIS = 2000;
const RETRY_MILLIS = 1000;
/** For what is finished to reach a broker that does not answer. */
const GOODBYE_MILLIS = 10_000;

export interface UnitWorkerOptions {
  readonly threads: number;
  /** A worker that has been silent for so long has lost its units. */
  readonly patienceSeconds: number;
}

export class UnitWorker {
  /** Units: done, refused for good, and failed here, for others to try. */
  readonly count = { done: 0, refused: 0, failed: 0 };
  readonly #broker: Broker;
  readonly #options: UnitWorkerOptions;
  readonly #note: (text: string) => void;
  readonly #threads: UnitThreads;
  readonly #worker: Worker;
  readonly #broken = new AbortController();
  readonly #id = randomUUID();
  /** What was said once need not be said again. */
  readonly #said = new Set<string>();

  constructor(broker: Broker, options: UnitWorkerOptions, note: (text: string) => void) {
    this.#broker = broker;
    this.#options = options;
    this.#note = note;
    this.#threads = unitThreads(options.threads, (error) => this.#broken.abort(error));
    const patience = options.patienceSeconds * 1000;
    this.#worker = new broker.bullmq.Worker(QUEUE, (job) => this.#do(job), {
      connection: broker.redis,
      prefix: PREFIX,
      concurrency: options.threads,
      lockDuration: patience,
      stalledInterval: patience / 2,
      maxStalledCount: MOST_SILENCED,
      runRetryDelay: RETRY_MILLIS,
    });
    this.#worker.on("stalled", () => note("a unit whose worker fell silent goes to another one"));
    this.#worker.on("failed", (job, error) => this.#tell(job, error));
    this.#worker.on("error", (error) => this.#explain(error));
  }

  /** Resolves after the signal, when what it had is finished. Throws IncompleteError if threads cannot work here. */
  async workUntil(interrupted: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([interrupted, this.#broken.signal]);
    void this.#keepAnnouncing(signal);
    if (!signal.aborted) await once(signal, "abort");
    await Promise.race([this.#worker.close(), this.#brokerIsGone()]);
    await Promise.race([withdraw(this.#broker.redis, WORKERS, this.#id), pause(RETRY_MILLIS)]);
    await this.#threads.close();
    const { aborted, reason } = this.#broken.signal;
    if (aborted) throw new IncompleteError(`threads cannot work: ${(reason as Error).message}`);
  }

  async #keepAnnouncing(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#announce().catch((error) => this.#explain(error));
      await pause(ANNOUNCE_MILLIS, undefined, { signal }).catch(() => {});
    }
  }

  async #do(job: Job): Promise<string> {
    const unit = this.#checked(job);
    const packed = await this.#threads.run(unit);
    if (packed.length > LARGEST_OUTCOME)
      throw new this.#broker.bullmq.UnrecoverableError(
        `its result is too large for a queue: ${packed.length} bytes, at most ${LARGEST_OUTCOME}`,
      );
    const name = resultName(job.id as string);
    await this.#broker.redis.set(name, Buffer.from(packed), "PX", LIFETIME_MILLIS);
    this.count.done++;
    return digestIn(packed);
  }

  #checked(job: Job): ReturnType<typeof unitOf> {
    try {
      return unitOf(job.id ?? "", job.data);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      throw new this.#broker.bullmq.UnrecoverableError(error.message);
    }
  }

  #tell(job: Job | undefined, error: Error): void {
    if (!job) return;
    if (error instanceof this.#broker.bullmq.UnrecoverableError) this.count.refused++;
    else this.count.failed++;
    // What has no name has a key.
    const name = nameOf(job) ?? `unit ${(job.id ?? "").slice(0, 16)}`;
    this.#note(`not done: ${name}: ${error.message}`);
    // Whoever sent what is refused need not have given it an end.
    const end = this.#broker.redis.pexpire(this.#worker.toKey(job.id ?? ""), LIFETIME_MILLIS);
    void end.catch((reason) => this.#explain(reason));
  }

  async #announce(): Promise<void> {
    const { redis } = this.#broker;
    const where = `${hostname()}:${process.pid}`;
    await announce(redis, WORKERS, this.#id, {
      engine: ENGINE_VERSION,
      where,
      threads: this.#options.threads,
    });
    await Promise.all(QUEUE_PARTS.map((part) => redis.pexpire(this.#worker.toKey(part), LIFETIME_MILLIS)));
    for (const { engine, where: whose } of await present(redis, STUDIES)) {
      if (engine === ENGINE_VERSION) continue;
      this.#sayOnce(
        `a study of engine ${engine} (${whose}) waits; this is ${ENGINE_VERSION} and leaves it to others`,
      );
    }
  }

  #explain(error: unknown): void {
    // The broker itself says when it is away.
    if (this.#broker.silentMillis() > 0) return;
    const words = this.#broker.explain(error);
    const isForgotten = /Missing (key|lock) for job|could not renew lock/.test(words);
    this.#sayOnce(
      isForgotten ? "a unit was forgotten or is another's by now; whoever waits for it asks again" : words,
    );
  }

  #sayOnce(text: string): void {
    if (this.#said.has(text)) return;
    this.#said.add(text);
    this.#note(text);
  }

  /** The units it had go to others when their locks run out. */
  async #brokerIsGone(): Promise<void> {
    while (this.#broker.silentMillis() < GOODBYE_MILLIS) await pause(RETRY_MILLIS, undefined, { ref: false });
  }
}

function nameOf(job: Job): string | undefined {
  try {
    return unitName(unitOf(job.id ?? "", job.data));
  } catch {
    return undefined;
  }
}
