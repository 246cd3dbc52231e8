// The built `twinsite serve` as a process, and what it answers to bytes that no browser would send.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { built } from "./browser.ts";

const MAIN = join(built, "sim/cli/main.js");

export interface Serving {
  /** As printed, key included. */
  readonly address: string;
  readonly port: number;
  readonly key: string;
  readonly child: ChildProcessWithoutNullStreams;
  /** Its exit code. */
  readonly end: (signal?: NodeJS.Signals) => Promise<number | null>;
}

export async function serving(...args: readonly string[]): Promise<Serving> {
  const child = spawn(process.execPath, [MAIN, "serve", ...args]);
  const [first] = (await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => {
      throw new Error("serve ended before it printed an address");
    }),
  ])) as [Buffer];
  const address = /http:\S*#key=[\w-]+/.exec(`${first}`)?.[0] ?? "";
  const { port, hash } = new URL(address);
  return {
    address,
    port: Number(port),
    key: hash.slice("#key=".length),
    child,
    end: async (signal = "SIGINT") => {
      const gone = once(child, "exit");
      child.kill(signal);
      return ((await gone) as [number | null])[0];
    },
  };
}

/** While it is used, and no longer, whatever comes of that. */
export async function whileServing<T>(
  args: readonly string[],
  use: (served: Serving) => Promise<T>,
): Promise<T> {
  const served = await serving(...args);
  try {
    return await use(served);
  } finally {
    await served.end();
  }
}

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A request as it is written here, nothing made proper on the way. Status 0: no answer at all. */
export function asked(
  port: number,
  path: string,
  headers: readonly string[],
  method = "GET",
  to = "127.0.0.1",
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, to);
    let text = "";
    socket.setEncoding("latin1");
    socket.on("data", (data) => {
      text += data;
    });
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "ECONNREFUSED" ? socket.destroy() : reject(error),
    );
    socket.on("close", () => {
      const [head = "", ...rest] = text.split("\r\n\r\n");
      resolve({
        status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0),
        head: head.toLowerCase(),
        body: rest.join("\r\n\r\n"),
      });
    });
    const lines = [`${method} ${path} HTTP/1.1`, ...headers, "Connection: close", "", ""];
    socket.write(Buffer.from(lines.join("\r\n"), "latin1"));
  });
}
