// The broker between a study and its workers: one Redis (or Valkey), named by a URL. The password is in that URL and
// nowhere else: what is shown, noted or thrown goes without it. No cluster.
import type * as BullMq from "bullmq";
import type { Redis, RedisOptions } from "ioredis";
import { IncompleteError, UsageError } from "../stops.ts";
import { QUEUE_PACKAGES } from "./packages.ts";

export interface Broker {
  readonly redis: Redis;
  readonly bullmq: typeof BullMq;
  /** The URL as it may be shown. */
  readonly shown: string;
  /** For how long it has not answered, ms; 0 while it does. */
  readonly silentMillis: () => number;
  readonly explain: (error: unknown) => string;
  readonly close: () => void;
}

interface Address {
  readonly options: Omit<RedisOptions, "replyMapping">;
  readonly shown: string;
  readonly secret: string;
}

const CONNECT_MILLIS = 5000;
const LONGEST_PAUSE_MILLIS = 2000;
const EXAMPLE = "redis://:password@host:6379, or rediss:// for TLS";

/**
 * Connected, or an error within seconds. From then on a lost connection is made again for as long as it takes, and
 * `note` is told.
 */
export async function openBroker(url: string, note: (text: string) => void): Promise<Broker> {
  const { options, shown, secret } = addressOf(url);
  const { Redis, bullmq } = await packages();
  const explain = (error: unknown): string => whyNot(error, secret);
  const redis = new Redis(options);
  let last: unknown;
  redis.on("error", (error) => {
    last = error;
  });
  try {
    await redis.connect();
    // A database that does not exist is said only by the error.
    if (last !== undefined) throw last;
  } catch (error) {
    redis.disconnect();
    throw new IncompleteError(`cannot use the queue at ${shown}: ${explain(last ?? error)}`);
  }
  let silentSince: number | undefined;
  redis.on("close", () => {
    if (silentSince !== undefined) return;
    silentSince = Date.now();
    note(`the queue at ${shown} does not answer; trying again`);
  });
  redis.on("ready", () => {
    if (silentSince !== undefined) note(`the queue at ${shown} answers again`);
    silentSince = undefined;
  });
  return {
    redis,
    bullmq,
    shown,
    silentMillis: () => (silentSince === undefined ? 0 : Date.now() - silentSince),
    explain,
    close: () => {
      redis.removeAllListeners("close");
      redis.disconnect();
    },
  };
}

/** Throws a UsageError that does not repeat the URL: it may hold a password. */
export function addressOf(text: string): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["redis:", "rediss:"].includes(url.protocol) || url.hostname === "")
    throw new UsageError(`--queue: a URL of Redis or Valkey is expected: ${EXAMPLE}`);
  const database = /^\/?(\d{0,4})$/.exec(url.pathname)?.[1];
  if (database === undefined || url.search !== "" || url.hash !== "")
    throw new UsageError("--queue: after host and port only the number of a database may follow: …:6379/2");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const [username, password] = [unescaped(url.username), unescaped(url.password)];
  const options: Address["options"] = {
    host,
    port: url.port === "" ? 6379 : Number(url.port),
    db: Number(database),
    ...(username !== "" && { username }),
    ...(password !== "" && { password }),
    ...(url.protocol === "rediss:" && { tls: {} }),
    lazyConnect: true,
    connectTimeout: CONNECT_MILLIS,
    // Commands wait for the connection: what is on the way when it breaks is sent again.
    maxRetriesPerRequest: null,
    retryStrategy: (attempts) => Math.min(LONGEST_PAUSE_MILLIS, 100 * attempts),
  };
  const who = password === "" && username === "" ? "" : `${url.username}:***@`;
  return { options, shown: `${url.protocol}//${who}${url.host}${url.pathname}`, secret: password };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new UsageError("--queue: user and password are written as in a URL: % as %25, @ as %40, / as %2F");
  }
}

/** Both are optional peers: nobody needs them who has one machine. */
async function packages(): Promise<{ Redis: typeof Redis; bullmq: typeof BullMq }> {
  try {
    const [{ Redis }, bullmq] = await Promise.all([import("ioredis"), import("bullmq")]);
    return { Redis, bullmq };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new UsageError(`a queue needs two more packages: ${QUEUE_PACKAGES}`);
  }
}

function whyNot(error: unknown, secret: string): string {
  const { code = "", message = String(error) } = error as NodeJS.ErrnoException;
  const untrusted = "its certificate is not trusted here; NODE_EXTRA_CA_CERTS=ca.pem says whom to trust";
  const known: Readonly<Record<string, string>> = {
    DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
    SELF_SIGNED_CERT_IN_CHAIN: untrusted,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
    ECONNREFUSED: "nobody listens there",
    ENOTFOUND: "there is no such host",
    EAI_AGAIN: "the name of the host cannot be looked up now",
    ETIMEDOUT: "no answer; is it TLS on one side only (redis:// or rediss://)?",
    ECONNRESET: "the connection was cut; is it TLS on one side only (redis:// or rediss://)?",
  };
  if (known[code] !== undefined) return known[code];
  if (/^WRONGPASS|^ERR AUTH|invalid password/i.test(message)) return "wrong user or password";
  if (/^NOAUTH|^NOPERM/.test(message)) return "it wants a user or password that may do this";
  const plain = message.split("\n", 1)[0] as string;
  return secret === "" ? plain : plain.replaceAll(secret, "***");
}
