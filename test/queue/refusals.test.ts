// What a worker does not take, what a study says when nobody works for it, and brokers that cannot be used.
import { Queue } from "bullmq";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addressOf, openBroker } from "../../sim/cli/queue/broker.ts";
import { messageOf } from "../../sim/cli/queue/message.ts";
import { PREFIX, QUEUE, STUDIES, WORKERS } from "../../sim/cli/queue/names.ts";
import { announce } from "../../sim/cli/queue/presence.ts";
import { WorkerWatch } from "../../sim/cli/queue/worker-watch.ts";
import { UsageError } from "../../sim/cli/stops.ts";
import { ENGINE_VERSION, unitDoer } from "../../sim/index.ts";
import { twinsite } from "../cli/twinsite.ts";
import { CERTIFICATE, freePort, type RedisServer, startRedis } from "./redis-server.ts";
import { aCrew, aStudy, aSubject, aUnit, until } from "./small-studies.ts";

let server: RedisServer;
const crew = aCrew();

beforeAll(async () => {
  server = await startRedis();
});
afterAll(async () => {
  crew.dismiss();
  await server.stop();
});

describe.concurrent("what a queue refuses", () => {
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
    const queue = new Queue(QUEUE, { connection: crew.client(url), prefix: PREFIX });
    for (const [jobId, { data }] of Object.entries(bad)) await queue.add("unit", data, { jobId });
    const worker = crew.employ(url);
    const { over, delivered } = aStudy(url, [unit]);
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
    const { message = "" } = (await aStudy(url, [aUnit(1, forged)]).over) ?? {};
    expect(message).toContain("as it is said to be");
    expect(worker.child.exitCode).toBeNull();
  });

  test("a worker leaves a study of another engine to others, and says so", async () => {
    const redis = crew.client(server.url(3));
    const presence = { engine: "9.9.9", where: "elsewhere:1" };
    const beat = setInterval(() => void announce(redis, STUDIES, "a", { ...presence, threads: 0 }), 500);
    const worker = crew.employ(server.url(3));
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
      const trusting = crew.employ(secured.url(), [], { NODE_EXTRA_CA_CERTS: CERTIFICATE });
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
