// A queue over machines, with a real Redis and real workers. Each test has a database of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf, openBroker } from "../../sim/cli/queue/broker.ts";
import { messageOf } from "../../sim/cli/queue/message.ts";
import { PREFIX, QUEUE, resultName, STUDIES, WORKERS } from "../../sim/cli/queue/names.ts";
import { packOutcome } from "../../sim/cli/queue/outcome.ts";
import { announce } from "../../sim/cli/queue/presence.ts";
import { queueExecutor } from "../../sim/cli/queue/queue-executor.ts";
import { WorkerWatch } from "../../sim/cli/queue/worker-watch.ts";
import { sha256 } from "../../sim/cli/sha256.ts";
import { UsageError } from "../../sim/cli/stops.ts";
import {
  conduct,
  ENGINE_VERSION,
  inProcessExecutor,
  memoryStore,
  type Unit,
  unitDoer,
  unitKey,
} from "../../sim/index.ts";
import { aConsole, aSubject, aUnit, aWorker, someParts, type TestWorker, until } from "./queue-studies.ts";
import { CERTIFICATE, freePort, PASSWORD, type RedisServer, startRedis } from "./redis-server.ts";
import { aFolder, twinsite } from "./twinsite.ts";

let server: RedisServer;
let unsteady: RedisServer;
const workers: TestWorker[] = [];
const clients: Redis[] = [];

beforeAll(async () => {
  [server, unsteady] = await Promise.all([startRedis(), startRedis()]);
});
afterAll(async () => {
  for (const { child } of workers) child.kill("SIGKILL");
  for (const client of clients) client.disconnect();
  await Promise.all([server.stop(), unsteady.stop()]);
});

function employ(url: string, ...args: string[]): TestWorker {
  const worker = aWorker(url, args);
  workers.push(worker);
  return worker;
}

function client(url: string): Redis {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on("error", () => {});
  clients.push(redis);
  return redis;
}

const keyOf = (unit: Unit): string => unitKey(unit, sha256);
const active = `${PREFIX}:${QUEUE}:active`;
/** Of each of two designs, a unit each: enough for all that happens meanwhile. */
const REPLICATIONS = 14;
/** For tests that wait until a silent worker has lost its unit. */
const quick = ["--patience", "2"];
const never = { aborted: false };

function study(url: string, units: readonly Unit[]) {
  const delivered: unknown[] = [];
  const over = queueExecutor(url, aConsole()).run(units, (_, result) => void delivered.push(result), never);
  return { over, delivered };
}

describe.concurrent("a queue over machines", () => {
  test("a worker killed, a broker restarted and one that forgets everything change no byte", async () => {
    const url = unsteady.url();
    const [local, remote] = [someParts(REPLICATIONS), someParts(REPLICATIONS)];
    const [victim] = [employ(url), employ(url)];
    const console = aConsole();
    let finished = 0;
    const over = conduct(remote, {
      executor: queueExecutor(url, console),
      store: memoryStore(),
      hash: sha256,
      cancellation: never,
      progress: (count) => {
        finished = count;
      },
    });
    const more = (units: number) => {
      const enough = finished + units;
      return until(() => finished >= enough, `${units} more units after ${finished}`);
    };
    await more(3);
    victim.child.kill("SIGKILL");
    await more(3);
    await unsteady.restart();
    await until(() => console.notes.some((note) => note.includes("answers again")), "the broker");
    await more(3);
    await client(url).flushall();
    expect(finished).toBeLessThan(2 * REPLICATIONS);
    await conduct(local, {
      executor: inProcessExecutor(),
      store: memoryStore(),
      hash: sha256,
      cancellation: never,
    });
    const { done, lost } = await over;
    expect(lost).toEqual([]);
    expect(done).toBe(2 * REPLICATIONS);
    const bytes = (of: typeof local): string => JSON.stringify(of.map(({ inquiry }) => inquiry.answer()));
    expect(bytes(remote)).toBe(bytes(local));
    expect(console.notes.join("\n")).not.toContain(PASSWORD);
  });

  test("run --queue writes what run writes", async () => {
    const { file, folder } = aFolder();
    const common = ["run", file, "-n", "3", "--resolution", "fluid", "--json", "--out"];
    employ(server.url(8));
    const [local, remote] = await Promise.all([
      twinsite([...common, join(folder, "local")]),
      twinsite([...common, join(folder, "remote"), "--queue", server.url(8)]),
    ]);
    expect(local.code, local.stderr).toBe(0);
    expect(remote.code, remote.stderr).toBe(0);
    expect(remote.stdout).toBe(local.stdout);
    const bytes = (out: string): string[] =>
      ["small.result.json", "small.values.ndjson"].map((name) =>
        readFileSync(join(folder, out, name), "utf8"),
      );
    expect(bytes("remote")).toEqual(bytes("local"));
    expect(remote.stderr).not.toContain(PASSWORD);
  });

  test("a unit that silences three workers is given up by name, and the rest goes on", async () => {
    const url = server.url(1);
    const redis = client(url);
    const [poison, easy] = [aUnit(9000), aUnit(1)];
    const lock = `${PREFIX}:${QUEUE}:${keyOf(poison)}:lock`;
    const results: number[] = [];
    const lost: (readonly [number, string])[] = [];
    const over = queueExecutor(url, aConsole()).run(
      [poison, easy],
      (i) => void results.push(i),
      never,
      (...loss) => void lost.push(loss),
    );
    for (let i = 0; i < 3; i++) {
      const { child } = employ(url, ...quick);
      await until(async () => (await redis.exists(lock)) === 1, "the unit");
      child.kill("SIGKILL");
      await until(async () => (await redis.exists(lock)) === 0, "the end of its lock");
    }
    employ(url, ...quick);
    expect(await over).toBeUndefined();
    expect(results).toEqual([1]);
    expect(lost).toEqual([[0, expect.stringContaining("stalled")]]);
  });

  test("a malformed job is refused with a reason, and the worker goes on", async () => {
    const url = server.url(2);
    const unit = aUnit(1);
    const { unit: sent } = messageOf(unit);
    const engine = ENGINE_VERSION;
    const bad: Readonly<Record<string, { data: unknown; why: RegExp }>> = {
      rubbish: { data: { engine, rubbish: true }, why: /malformed: unit/ },
      nothing: { data: null, why: /malformed/ },
      foreign: { data: { engine: "9.9.9", unit: sent }, why: /made by engine 9\.9\.9; this is/ },
      misnamed: { data: { engine, unit: sent }, why: /its key names another unit/ },
      code: { data: { engine, unit: { ...sent, code: "process.exit()" } }, why: /malformed: unit.*code/ },
      huge: {
        data: { engine, unit: { ...sent, design: { ...sent.design, text: "x".repeat(9e6) } } },
        why: /too large/,
      },
    };
    const queue = new Queue(QUEUE, { connection: client(url), prefix: PREFIX });
    for (const [jobId, { data }] of Object.entries(bad)) await queue.add("unit", data, { jobId });
    const worker = employ(url);
    const { over, delivered } = study(url, [unit]);
    expect(await over).toBeUndefined();
    expect(delivered).toEqual([unitDoer()(unit)]);
    for (const [jobId, { why }] of Object.entries(bad))
      await until(
        async () => why.test((await queue.getJob(jobId))?.failedReason ?? ""),
        `${why} of ${jobId}`,
      );
    await queue.close();
    // Well formed, and still not what it is said to be.
    const forged = { ...aSubject("run.limit=20 min").design, overrides: [] };
    const { message = "" } = (await study(url, [aUnit(1, forged)]).over) ?? {};
    expect(message).toContain("as it is said to be");
    expect(worker.child.exitCode).toBeNull();
  });

  test("a worker leaves a study of another engine to others, and says so", async () => {
    const redis = client(server.url(3));
    const presence = { engine: "9.9.9", where: "elsewhere:1" };
    const beat = setInterval(() => void announce(redis, STUDIES, "a", { ...presence, threads: 0 }), 500);
    const worker = employ(server.url(3));
    await worker
      .says(/a study of engine 9\.9\.9 \(elsewhere:1\) waits; this is \d/)
      .finally(() => clearInterval(beat));
  });

  test("a study says when nobody works for it, and how to begin", async () => {
    const url = server.url(4);
    const notes: string[] = [];
    const note = (text: string): void => void notes.push(text);
    const broker = await openBroker(url, note);
    const look = async (seconds: number): Promise<string[]> => {
      await watch.look(seconds * 1000);
      return notes.splice(0);
    };
    const watch = new WorkerWatch(broker, note);
    expect(await look(0)).toEqual([]);
    expect(await look(9)).toEqual([]);
    expect(await look(10)).toEqual([
      `queue: no worker for 10 s; start one: twinsite worker --queue ${broker.shown}`,
    ]);
    expect(await look(30)).toEqual([]);
    await announce(broker.redis, WORKERS, "b", { engine: "9.9.9", where: "elsewhere:1", threads: 4 });
    expect(await look(71)).toEqual([expect.stringContaining("1 worker of engine 9.9.9, but this is")]);
    await announce(broker.redis, WORKERS, "c", { engine: ENGINE_VERSION, where: "here:1", threads: 4 });
    expect(await look(72)).toEqual(["queue: 1 worker, 4 threads"]);
    expect(broker.shown).toBe(`redis://:***@localhost:${server.port}/4`);
    broker.close();
  });

  test("SIGTERM: a worker finishes what it has and takes no more; everything that stays has an end", async () => {
    const url = server.url(5);
    const redis = client(url);
    const [long, next] = [aUnit(60), aUnit(1)];
    const cancellation = { aborted: false };
    const console = aConsole();
    const over = queueExecutor(url, console).run([long, next], () => {}, cancellation);
    const worker = employ(url);
    await until(async () => (await redis.llen(active)) > 0, "a unit under way");
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toBe(143);
    expect(worker.said()).toContain("1 unit done, 0 refused, 0 not done");
    expect(await redis.exists(resultName(keyOf(long)))).toBe(1);
    const endless = async (): Promise<string[]> => {
      const names = await redis.keys("*");
      const ends = await Promise.all(names.map((name) => redis.pttl(name)));
      return names.filter((_, i) => ends[i] === -1);
    };
    expect(await endless()).toEqual([]);
    // Nobody waits any more: nobody need begin.
    cancellation.aborted = true;
    expect(await over).toBeUndefined();
    expect(await redis.exists(`${PREFIX}:${QUEUE}:wait`)).toBe(0);
  });

  test("two workers that do not agree are an error, whoever came first", async () => {
    const url = server.url(6);
    const redis = client(url);
    const [first, second] = [aUnit(1), aUnit(2)];
    const { over, delivered } = study(url, [first, second]);
    await until(async () => (await redis.exists(`${PREFIX}:${QUEUE}:${keyOf(second)}`)) === 1, "the units");
    await redis.set(resultName(keyOf(first)), packOutcome({ result: unitDoer()(first) }));
    await until(() => delivered.length === 1, "the result");
    const other = JSON.stringify("0".repeat(64));
    await redis.xadd(
      `${PREFIX}:${QUEUE}:events`,
      "*",
      "event",
      "completed",
      "jobId",
      keyOf(first),
      "returnvalue",
      other,
    );
    await expect(over).rejects.toThrow(
      "two workers do not agree on two-clusters-manual.yaml, drill, replications 1",
    );
  });

  test("a result that is damaged, or not of this unit, does not count", async () => {
    const url = server.url(7);
    const redis = client(url);
    const [unit, other] = [aUnit(1), aUnit(2)];
    const { over, delivered } = study(url, [unit]);
    const name = resultName(keyOf(unit));
    const good = packOutcome({ result: unitDoer()(unit) });
    const bent = Buffer.from(good);
    bent[40] = (bent[40] as number) ^ 1;
    for (const bad of [bent, packOutcome({ result: unitDoer()(other) }), Buffer.from("rubbish")]) {
      await redis.set(name, bad);
      await until(async () => (await redis.exists(name)) === 0, "its refusal");
    }
    await redis.set(name, good);
    expect(await over).toBeUndefined();
    expect(delivered).toEqual([unitDoer()(unit)]);
  });

  test("a broker that cannot be used is named without its password, and not waited for", async () => {
    const wrong = server.url().replace("correct", "wr0ng");
    const nobody = `redis://:s3cret@127.0.0.1:${await freePort()}`;
    const outcomes = await Promise.all([
      twinsite(["worker", "--queue", wrong, "--json"]),
      twinsite(["run", "scenarios/two-clusters-manual.yaml", "--queue", nobody, "--json"]),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([7, 7]);
    const [refused, absent] = outcomes.map(({ stdout }) => JSON.parse(stdout).message);
    expect(refused).toBe(
      `cannot use the queue at redis://:***@localhost:${server.port}/0: wrong user or password`,
    );
    expect(absent).toMatch(/^cannot use the queue at redis:..:\*\*\*@127.0.0.1:\d+: nobody listens there$/);
    for (const { stdout, stderr } of outcomes) expect(stdout + stderr).not.toMatch(/s3cret|wr0ng/);
    await expect(openBroker(`redis://127.0.0.1:${server.port}`, () => {})).rejects.toThrow(
      /wants a user or password/,
    );
    await expect(openBroker(server.url(99), () => {})).rejects.toThrow("DB index is out of range");
  });

  test("rediss:// is TLS, and a certificate that nobody vouches for is refused", async () => {
    const secured = await startRedis({ tls: true });
    try {
      const trusting = aWorker(secured.url(), [], { NODE_EXTRA_CA_CERTS: CERTIFICATE });
      workers.push(trusting);
      const [, doubting] = await Promise.all([
        trusting.says(/waits for units at rediss:/),
        twinsite(["worker", "--queue", secured.url()]),
      ]);
      expect(doubting.code).toBe(7);
      expect(doubting.stderr).toContain("its certificate is not trusted here");
    } finally {
      await secured.stop();
    }
  });

  test("a URL that is none is refused, and not repeated", () => {
    const refused = [
      "http://:s3cret@host",
      "s3cret",
      "redis://",
      "redis://:s3cret@host/jobs",
      "redis://host?password=s3cret",
    ];
    for (const url of refused) expect(() => addressOf(url), url).toThrow(UsageError);
    for (const url of refused) expect(() => addressOf(url), url).not.toThrow(/s3cret/);
    expect(() => addressOf("redis://:100%@host")).toThrow("% as %25");
    const { options, shown } = addressOf("rediss://me:a%2Fb@[::1]:7000/2");
    expect(options).toMatchObject({
      host: "::1",
      port: 7000,
      db: 2,
      username: "me",
      password: "a/b",
      tls: {},
    });
    expect(shown).toBe("rediss://me:***@[::1]:7000/2");
    expect(addressOf("redis://host").options).toMatchObject({ host: "host", port: 6379, db: 0 });
  });
});
