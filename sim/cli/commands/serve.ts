// serve: the page on this machine, with stored results in it, until it is told to stop. It prints where it is, key
// included, and opens nothing by itself.
import { randomBytes } from "node:crypto";
import type { Console } from "../console.ts";
import type { ExitCode } from "../exit-code.ts";
import { listenForInterruption } from "../interruption.ts";
import type { CommonOptions } from "../options.ts";
import { type Offered, offeredOf } from "../serve/offered.ts";
import { pageFiles } from "../serve/page-files.ts";
import { startServer } from "../serve/server.ts";
import { storedDocuments } from "../stored-documents.ts";

export interface ServeOptions extends CommonOptions {
  readonly port: number;
}

export async function serve(
  paths: readonly string[],
  options: ServeOptions,
  console: Console,
): Promise<ExitCode> {
  const page = pageFiles();
  const results = offeredOf(storedDocuments(paths, console), console);
  const key = randomBytes(24).toString("base64url");
  const interruption = listenForInterruption();
  const { server, port } = await startServer({ page, results, key }, options.port);
  const address = `http://127.0.0.1:${port}/#key=${key}`;
  if (options.json) console.json(documentOf(address, results));
  else console.result(`${address}\n`);
  for (const { offer, file } of results) console.note(`  ${offer.id}  ${offer.name}  ${file}`);
  console.note("the key in the address is of this start; Ctrl-C ends it");
  return new Promise((resolve) => {
    const end = (): void => {
      server.close();
      server.closeAllConnections();
      const code = interruption.code() as ExitCode;
      interruption.stopListening();
      resolve(code);
    };
    if (interruption.signal.aborted) end();
    else interruption.signal.addEventListener("abort", end);
  });
}

const documentOf = (address: string, results: readonly Offered[]) => ({
  schema: "twinsite/serve/v1",
  address,
  results: results.map(({ offer, file }) => ({ ...offer, file })),
});
