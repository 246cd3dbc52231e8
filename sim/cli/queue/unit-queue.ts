// Units in Redis, as BullMQ keeps them: a job for each unit, under the unit's key, so that adding it twice is adding it
// once. What came of a unit stands beside the queue under a name of its own: BullMQ copies return values into its
// stream of events, ten thousand of them.
import type { Queue } from "bullmq";
import type { Unit } from "../../index.ts";
import type { Broker } from "./broker.ts";
import { messageOf } from "./message.ts";
import { LIFETIME_MILLIS, PREFIX, QUEUE, QUEUE_PARTS, resultName, TAKEN_MILLIS } from "./names.ts";

/** A thread that dies may be a machine that is short of memory: so many try. */
export const MOST_ATTEMPTS = 3;

export class UnitQueue {
  readonly #broker: Broker;
  readonly #queue: Queue;

  constructor(broker: Broker) {
    this.#broker = broker;
    this.#queue = new broker.bullmq.Queue(QUEUE, { connection: broker.redis, prefix: PREFIX });
    this.#queue.on("error", () => {});
  }

  /** What failed in an earlier study is tried again. */
  async add(units: readonly { readonly key: string; readonly unit: Unit }[]): Promise<void> {
    const keys = units.map(({ key }) => key);
    const ended = await this.endings(keys);
    await this.remove(keys.filter((_, i) => ended[i] !== undefined));
    const opts = { removeOnComplete: true, attempts: MOST_ATTEMPTS, keepLogs: 0, stackTraceLimit: 0 };
    await this.#queue.addBulk(
      units.map(({ key, unit }) => ({ name: "unit", data: messageOf(unit), opts: { ...opts, jobId: key } })),
    );
    await this.prolong(keys);
  }

  /** Keys of those that wait or are being done, for whichever study. */
  async listed(): Promise<Set<string>> {
    return new Set(await this.#queue.getRanges(["wait", "active", "delayed", "prioritized"], 0, -1));
  }

  /** Why it was given up; undefined for a unit that was not. */
  async endings(keys: readonly string[]): Promise<(string | undefined)[]> {
    const found = await this.#all(keys, (pipeline, key) =>
      pipeline.hmget(this.#queue.toKey(key), "finishedOn", "failedReason"),
    );
    return found.map((fields) => {
      const [finished, reason] = fields as (string | null)[];
      return finished ? inOurWords(reason ?? "nobody says why") : undefined;
    });
  }

  /** Which of them have a packed outcome. */
  async ready(keys: readonly string[]): Promise<string[]> {
    const found = await this.#all(keys, (pipeline, key) => pipeline.exists(resultName(key)));
    return keys.filter((_, i) => found[i] === 1);
  }

  async packed(key: string): Promise<Uint8Array | undefined> {
    return (await this.#broker.redis.getBuffer(resultName(key))) ?? undefined;
  }

  /** Its study has it: it need not stay. */
  async taken(key: string): Promise<void> {
    await this.#broker.redis.pexpire(resultName(key), TAKEN_MILLIS);
  }

  /** Damaged: as if it had never come. */
  async discard(key: string): Promise<void> {
    await this.#broker.redis.del(resultName(key));
  }

  /** Those that are being done just now stay. */
  async remove(keys: readonly string[]): Promise<void> {
    await Promise.all(keys.map((key) => this.#queue.remove(key)));
  }

  /** Whoever dies leaves nothing for ever: everything has an end, which the living put off. */
  async prolong(keys: readonly string[]): Promise<void> {
    await this.#all([...keys, ...QUEUE_PARTS], (pipeline, key) =>
      pipeline.pexpire(this.#queue.toKey(key), LIFETIME_MILLIS),
    );
  }

  close(): Promise<void> {
    return this.#queue.close();
  }

  /** One command for each key, all at once. */
  async #all(
    keys: readonly string[],
    command: (pipeline: ReturnType<Broker["redis"]["pipeline"]>, key: string) => unknown,
  ): Promise<unknown[]> {
    if (keys.length === 0) return [];
    const pipeline = this.#broker.redis.pipeline();
    for (const key of keys) command(pipeline, key);
    const replies = (await pipeline.exec()) ?? [];
    return replies.map(([error, reply]) => {
      if (error) throw error;
      return reply;
    });
  }
}

/** What BullMQ calls stalled is what we call silent. */
const inOurWords = (reason: string): string =>
  /stalled more than allowable limit/.test(reason) ? "every worker that tried it fell silent" : reason;
