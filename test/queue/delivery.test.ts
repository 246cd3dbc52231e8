// Units go to workers by way of a real Redis and come back, whatever dies meanwhile. Each test has a database of its own.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PREFIX, QUEUE, resultName } from "../../sim/cli/queue/names.ts";
import { packOutcome, unpackOutcome } from "../../sim/cli/queue/outcome.ts";
import { queueExecutor } from "../../sim/cli/queue/queue-executor.ts";
import { sha256 } from "../../sim/cli/sha256.ts";
import { conduct, inProcessExecutor, memoryStore, type Unit, unitDoer, unitKey } from "../../sim/index.ts";
import { aFolder, twinsite } from "../cli/twinsite.ts";
import { PASSWORD, type RedisServer, startRedis } from "./redis-server.ts";
import { aConsole, aCrew, aStudy, aUnit, someParts, until } from "./small-studies.ts";

let server: RedisServer;
let unsteady: RedisServer;
const crew = aCrew();

beforeAll(async () => {
  [server, unsteady] = await Promise.all([startRedis(), startRedis()]);
});
afterAll(async () => {
  crew.dismiss();
  await Promise.all([server.stop(), unsteady.stop()]);
});

const keyOf = (unit: Unit): string => unitKey(unit, sha256);
const active = `${PREFIX}:${QUEUE}:active`;
/** Of each of two designs, a unit each: enough for all that happens meanwhile. */
const REPLICATIONS = 14;
/** For tests that wait until a silent worker has lost its unit. */
const quick = ["--patience", "2"];
const never = { aborted: false };

describe.concurrent("a queue over machines", () => {
  test("a worker killed, a broker restarted and one that forgets everything change no byte", async () => {
    const url = unsteady.url();
    const [local, remote] = [someParts(REPLICATIONS), someParts(REPLICATIONS)];
    const [victim] = [crew.employ(url), crew.employ(url)];
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
    await crew.client(url).flushall();
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
    crew.employ(server.url(8));
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
    const redis = crew.client(url);
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
      const { child } = crew.employ(url, quick);
      await until(async () => (await redis.exists(lock)) === 1, "the unit");
      child.kill("SIGKILL");
      await until(async () => (await redis.exists(lock)) === 0, "the end of its lock");
    }
    crew.employ(url, quick);
    expect(await over).toBeUndefined();
    expect(results).toEqual([1]);
    expect(lost).toEqual([[0, "every worker that tried it fell silent"]]);
  });

  test("a worker that is stopped, and goes on when another has done its unit, changes nothing", async () => {
    const url = server.url(9);
    const redis = crew.client(url);
    const unit = aUnit(30);
    const { over, delivered } = aStudy(url, [unit]);
    const sleeper = crew.employ(url, quick);
    await until(async () => (await redis.llen(active)) > 0, "a unit under way");
    sleeper.child.kill("SIGSTOP");
    await crew.employ(url, quick).says(/fell silent/);
    expect(await over).toBeUndefined();
    expect(delivered).toEqual([unitDoer()(unit)]);
    sleeper.child.kill("SIGCONT");
    await sleeper.says(/is another's by now/);
    sleeper.child.kill("SIGTERM");
    expect(await sleeper.ended).toBe(143);
    const packed = await redis.getBuffer(resultName(keyOf(unit)));
    expect(packed && unpackOutcome(packed, unit)?.outcome).toEqual({ result: delivered[0] });
  });

  test("SIGTERM: a worker finishes what it has and takes no more; everything that stays has an end", async () => {
    const url = server.url(5);
    const redis = crew.client(url);
    const [long, next] = [aUnit(60), aUnit(1)];
    const cancellation = { aborted: false };
    const console = aConsole();
    const over = queueExecutor(url, console).run([long, next], () => {}, cancellation);
    const worker = crew.employ(url);
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

  test("a study that is interrupted while its broker is away ends all the same", async () => {
    const fleeting = await startRedis();
    const { file } = aFolder();
    const redis = crew.client(fleeting.url());
    const outcome = twinsite(["run", file, "-n", "2", "--resolution", "fluid", "--queue", fleeting.url()], {
      with: async (child) => {
        await until(async () => (await redis.llen(`${PREFIX}:${QUEUE}:wait`)) > 0, "its units");
        redis.disconnect();
        await fleeting.stop();
        child.kill("SIGINT");
      },
    });
    expect((await outcome).code).toBe(130);
  });

  test("two workers that do not agree are an error, whoever came first", async () => {
    const url = server.url(6);
    const redis = crew.client(url);
    const [first, second] = [aUnit(1), aUnit(2)];
    const { over, delivered } = aStudy(url, [first, second]);
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
    const redis = crew.client(url);
    const [unit, other] = [aUnit(1), aUnit(2)];
    const { over, delivered } = aStudy(url, [unit]);
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
});
