// Who is answered. A page of any site can make a browser send requests to this machine, and a name of any site can be
// made to mean 127.0.0.1: so a request has to name this server as its host, must not come from elsewhere, and has to
// bring the key of this start for everything that is not the page itself.
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export interface Refusal {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

type Asking = Pick<IncomingMessage, "method" | "headersDistinct">;

/** Undefined: it may be answered. */
export function refusalOf({ method, headersDistinct }: Asking, port: number): Refusal | undefined {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = [], origin = [] } = headersDistinct;
  if (host.length !== 1 || !own.includes(host[0] as string)) return { status: 403 };
  if (origin.some((each) => !own.some((name) => each === `http://${name}`))) return { status: 403 };
  if (method !== "GET" && method !== "HEAD") return { status: 405, headers: { allow: "GET, HEAD" } };
  return undefined;
}

/** Of what is not the page itself. */
export function keyRefusalOf({ headersDistinct }: Asking, key: string): Refusal | undefined {
  const { authorization = [], "sec-fetch-site": from = [] } = headersDistinct;
  if (from.some((site) => site !== "same-origin")) return { status: 403 };
  const [given = ""] = authorization;
  if (authorization.length === 1 && isSame(given, `Bearer ${key}`)) return undefined;
  return { status: 401, headers: { "www-authenticate": "Bearer" } };
}

/** In a time that does not tell how much of it is right. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));
const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
