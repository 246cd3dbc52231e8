// Small studies, a console that keeps its notes, and a crew: workers as child processes, and clients of the broker.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import type { Console } from "../../sim/cli/console.ts";
import { queueExecutor } from "../../sim/cli/queue/queue-executor.ts";
import { sha256 } from "../../sim/cli/sha256.ts";
import { type Design, inquire, openDesign, type Question, type Unit } from "../../sim/index.ts";

const MAIN = fileURLToPath(new URL("../../dist/sim/cli/main.js", import.meta.url));
const file = "two-clusters-manual.yaml";
const text = readFileSync(new URL(`../../scenarios/${file}`, import.meta.url), "utf8");

export function aSubject(...overrides: string[]) {
  const { design, scenario } = openDesign(text, { file: `/home/somebody/${file}`, overrides }, sha256);
  if (!design || !scenario) throw new Error("not valid");
  return { design, scenario, diagnostics: [] };
}

/** Two designs, a replication in each unit. */
export function someParts(replications: number) {
  const question: Question = { question: "drill", seed: "7", replications, years: 1, resolution: "fluid" };
  return ["run.limit=20 min", "run.limit=30 min"].map((override) => {
    const subject = aSubject(override);
    return { ...subject, inquiry: inquire(subject, question) };
  });
}

/** As heavy as the number of its replications. */
export function aUnit(replications: number, design: Design = aSubject().design): Unit {
  const job = { firstReplication: 1, replications, seed: "7", resolution: "fluid" } as const;
  return { question: "unit", design, job: { question: "drill", disruptions: ["site-loss"], ...job } };
}

export interface TestWorker {
  readonly child: ChildProcess;
  /** Both streams, as far as they have come. */
  readonly said: () => string;
  /** Resolves when it has said so. */
  readonly says: (what: RegExp) => Promise<void>;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

export interface Crew {
  /** Without options: one thread. */
  readonly employ: (
    url: string,
    args?: readonly string[],
    env?: Readonly<Record<string, string>>,
  ) => TestWorker;
  readonly client: (url: string) => Redis;
  readonly dismiss: () => void;
}

export function aCrew(): Crew {
  const workers: TestWorker[] = [];
  const clients: Redis[] = [];
  return {
    employ: (url, args = [], env = {}) => {
      const worker = aWorker(url, args, env);
      workers.push(worker);
      return worker;
    },
    client: (url) => {
      const redis = new Redis(url, { maxRetriesPerRequest: null });
      redis.on("error", () => {});
      clients.push(redis);
      return redis;
    },
    dismiss: () => {
      for (const { child } of workers) child.kill("SIGKILL");
      for (const client of clients) client.disconnect();
    },
  };
}

function aWorker(url: string, args: readonly string[], env: Readonly<Record<string, string>>): TestWorker {
  if (!existsSync(MAIN)) throw new Error("the command line is not built: npm run build");
  const all = [MAIN, "worker", "--queue", url, "--jobs", "1", ...args];
  const child = spawn(process.execPath, all, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  let said = "";
  const hear = (data: Buffer): void => {
    said += data.toString();
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return {
    child,
    said: () => said,
    says: (what) => until(() => what.test(said), `${what} from a worker that said: ${said}`),
    ended: once(child, "close").then(([code]) => code as number | null),
  };
}

/** Units at a queue that stand for a whole study. */
export function aStudy(url: string, units: readonly Unit[]) {
  const delivered: unknown[] = [];
  const deliver = (_: number, result: unknown): void => void delivered.push(result);
  return { over: queueExecutor(url, aConsole()).run(units, deliver, { aborted: false }), delivered };
}

/** A console whose notes can be read. */
export function aConsole(): Console & { readonly notes: string[] } {
  const notes: string[] = [];
  const keep = (line: string): void => void notes.push(line);
  const plain = (_: unknown, line: string): string => line;
  return {
    notes,
    result: keep,
    json: keep as never,
    note: keep,
    complain: keep,
    paint: plain,
    paintNote: plain,
    isQuiet: false,
  };
}

export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let i = 0; i < 1800; i++) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error(`waited in vain for ${what}`);
}
