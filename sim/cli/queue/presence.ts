// Who is there: studies and workers write down themselves, and when, by the clock of the broker: the machines' own
// clocks differ. Who has been silent for a while is not there.
import type { Redis } from "ioredis";
import { z } from "zod";
import { LIFETIME_MILLIS } from "./names.ts";

export interface Presence {
  readonly engine: string;
  /** host:process. */
  readonly where: string;
  /** Of a worker; 0 for a study. */
  readonly threads: number;
}

/** Announced more often than this, several times. */
const SILENCE_MILLIS = 10_000;
const FORGET_MILLIS = 3_600_000;

const record = z.object({
  engine: z.string().max(100),
  where: z.string().max(500),
  threads: z.int().min(0).max(100_000),
  at: z.number(),
});

export async function announce(redis: Redis, hash: string, id: string, presence: Presence): Promise<void> {
  const at = await brokerMillis(redis);
  await redis.hset(hash, id, JSON.stringify({ ...presence, at }));
  await redis.pexpire(hash, LIFETIME_MILLIS);
}

export const withdraw = async (redis: Redis, hash: string, id: string): Promise<void> => {
  await redis.hdel(hash, id);
};

/** In a fixed order; whoever has been silent for long is struck off. */
export async function present(redis: Redis, hash: string): Promise<Presence[]> {
  const now = await brokerMillis(redis);
  const found = Object.entries(await redis.hgetall(hash)).map(([id, text]) => ({ id, ...read(text) }));
  const gone = found.filter(({ at }) => at === undefined || now - at > FORGET_MILLIS).map(({ id }) => id);
  if (gone.length > 0) await redis.hdel(hash, ...gone);
  return found
    .flatMap(({ presence, at = 0 }) => (presence && now - at < SILENCE_MILLIS ? [presence] : []))
    .sort((a, b) => (a.where < b.where ? -1 : 1));
}

function read(text: string): { presence?: Presence; at?: number } {
  try {
    const { at, ...presence } = record.parse(JSON.parse(text));
    return { presence, at };
  } catch {
    return {};
  }
}

async function brokerMillis(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}
