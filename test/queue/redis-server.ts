// A real Redis for a test: on a free port, with a folder of its own, ended with the test. Where there is none the tests
// fail: a queue that nobody tried is not there.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export interface RedisServer {
  readonly port: number;
  /** With the password; each database is a world of its own. */
  readonly url: (database?: number) => string;
  /** Gone, and back again after a moment with nothing in it. */
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export const PASSWORD = "correct-horse/battery@staple";

/** For localhost: who trusts it is told so by NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = fileURLToPath(new URL("../data/localhost.pem", import.meta.url));

export async function startRedis({ tls = false } = {}): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "twinsite-redis-"));
  let child = await launch(port, folder, tls);
  const end = async (): Promise<void> => {
    if (child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return {
    port,
    url: (database = 0) =>
      `${tls ? "rediss" : "redis"}://:${encodeURIComponent(PASSWORD)}@localhost:${port}/${database}`,
    restart: async () => {
      await end();
      await pause(500);
      child = await launch(port, folder, tls);
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function launch(port: number, folder: string, tls: boolean): Promise<ChildProcess> {
  const ports = tls ? { port: 0, "tls-port": port, "tls-auth-clients": "no" } : { port };
  const certificate = {
    "tls-cert-file": CERTIFICATE,
    "tls-key-file": CERTIFICATE,
    "tls-ca-cert-file": CERTIFICATE,
  };
  const options = {
    bind: "127.0.0.1",
    ...ports,
    ...(tls && certificate),
    dir: folder,
    save: "",
    appendonly: "no",
    requirepass: PASSWORD,
  };
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const child = spawn("redis-server", args, { stdio: "ignore" });
  let error: Error | undefined;
  child.on("error", (e) => {
    error = new Error(`these tests need redis-server (apt-get install redis-server): ${e.message}`);
  });
  for (let i = 0; i < 200; i++) {
    if (error) throw error;
    if (await answers(port)) return child;
    await pause(50);
  }
  throw new Error(`redis-server does not listen on ${port}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
