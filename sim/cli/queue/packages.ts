// What this machine has for a queue: the two packages that only a queue needs, and a server to try it with.
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../machine.ts";

/** As npm would install them. */
export const QUEUE_PACKAGES = "npm i bullmq@6.7.0 ioredis@6.0.0";

export const queueFindings = (): Finding[] => [
  ...["bullmq", "ioredis"].map((name) => {
    const version = installed(name);
    const advice = `only --queue needs it: ${QUEUE_PACKAGES}`;
    return { name, found: version ?? "not here", ok: version !== undefined, advice };
  }),
  server(),
];

/** Its version. */
function installed(name: string): string | undefined {
  try {
    let folder = dirname(fileURLToPath(import.meta.resolve(name)));
    while (!existsSync(join(folder, "package.json")) || nameIn(folder) !== name) {
      if (folder === dirname(folder)) return undefined;
      folder = dirname(folder);
    }
    return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

const nameIn = (folder: string): unknown =>
  JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).name;

function server(): Finding {
  const places = (process.env.PATH ?? "").split(delimiter).filter((place) => place !== "");
  const found = ["redis-server", "valkey-server"]
    .flatMap((name) => places.map((place) => join(place, name)))
    .find((path) => existsSync(path));
  const advice = "only a queue on this very machine needs it: apt-get install redis-server";
  return { name: "redis-server", found: found ?? "not here", ok: found !== undefined, advice };
}
