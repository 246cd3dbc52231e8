// The server: the page, and what it may ask for. Every address that is answered is in a list made before the first
// request; nothing of a request is ever part of a path.
import { createReadStream } from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { OFFERS_SCHEMA, type OfferList } from "../../../reports/view/offer.ts";
import { UsageError } from "../stops.ts";
import { keyRefusalOf, refusalOf } from "./admission.ts";
import type { Offered } from "./offered.ts";
import type { PageFile } from "./page-files.ts";

export interface Served {
  readonly page: ReadonlyMap<string, PageFile>;
  readonly results: readonly Offered[];
  /** Whoever has it may read the results. */
  readonly key: string;
}

/** Nothing from elsewhere, no script but the page's own files, no code from text. */
export const POLICY = [
  "default-src 'none'",
  ...["script-src", "worker-src", "style-src", "connect-src"].map((kind) => `${kind} 'self'`),
  "img-src 'self' blob: data:",
  ...["form-action", "base-uri", "frame-ancestors"].map((kind) => `${kind} 'none'`),
].join("; ");

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

type Answer = (response: ServerResponse) => void;

/** Listens on loopback alone; port 0 is any that is free. */
export async function startServer(served: Served, port: number): Promise<{ server: Server; port: number }> {
  const pages = new Map([...served.page].map(([path, file]) => [path, whole(file.type, file.body)]));
  const results = answersOf(served.results);
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    const { url = "" } = request;
    const page = pages.get(url);
    const refusal =
      refusalOf(request, (server.address() as AddressInfo).port) ??
      (page ? undefined : keyRefusalOf(request, served.key));
    const answer = page ?? results.get(url);
    if (refusal) response.writeHead(refusal.status, refusal.headers).end();
    else if (answer) answer(response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(portError(error, port)));
    server.listen(port, "127.0.0.1", resolve);
  });
  return { server, port: (server.address() as AddressInfo).port };
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  const why: Readonly<Record<string, string>> = { EADDRINUSE: "is in use", EACCES: "is not for everybody" };
  const known = why[error.code ?? ""];
  return known === undefined ? error : new UsageError(`port ${port} ${known}: give another, or none`);
}

function answersOf(results: readonly Offered[]): ReadonlyMap<string, Answer> {
  const list: OfferList = { schema: OFFERS_SCHEMA, results: results.map(({ offer }) => offer) };
  const answers = new Map<string, Answer>([["/api/results", whole("application/json", json(list))]]);
  for (const { offer, document, valuesFile } of results) {
    const address = `/api/results/${offer.id}`;
    answers.set(address, whole("application/json", json(document)));
    if (valuesFile !== undefined) answers.set(`${address}/values`, streamed(valuesFile));
  }
  return answers;
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

/** HEAD leaves the body out by itself. */
const whole =
  (type: string, body: Buffer): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": type, "content-length": body.length }).end(body);
  };

/** Of a file that was there at the start. Should it go, the answer breaks off, and the page says so. */
const streamed =
  (file: string): Answer =>
  (response) => {
    response.writeHead(200, { "content-type": "application/x-ndjson" });
    if (response.req.method === "HEAD") response.end();
    else pipeline(createReadStream(file), response).catch(() => response.destroy());
  };
