// Threads that die: whatever takes them down, the answers are those of an undisturbed study; what cannot be done is
// named, and the rest is.
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256 } from "../../sim/cli/sha256.ts";
import { type PoolOptions, workerPool } from "../../sim/cli/worker-pool.ts";
import { conduct, inProcessExecutor, memoryStore } from "../../sim/index.ts";
import { bytesOf, tinyParts } from "./tiny.ts";

const worker = new URL("./deadly-worker.mjs", import.meta.url);

async function conducted(seeds: readonly string[], own: PoolOptions = {}, threads = 2) {
  const parts = tinyParts(seeds, 1);
  const { signal } = new AbortController();
  const executor = workerPool(undefined, threads, signal, { worker, ...own });
  const outcome = await conduct(parts, {
    executor,
    store: memoryStore(),
    hash: sha256,
    cancellation: signal,
  });
  return { ...outcome, parts };
}

async function undisturbed(seeds: readonly string[]): Promise<string> {
  const parts = tinyParts(seeds, 1);
  const executor = inProcessExecutor();
  await conduct(parts, { executor, store: memoryStore(), hash: sha256, cancellation: { aborted: false } });
  return bytesOf(parts);
}

test.each([
  [
    "exits, runs out of memory or throws outside of its job",
    ["exit", "memory", "stray"],
    { heapMegabytes: 64 },
  ],
  ["hangs", ["hang"], { patienceMillis: 5000 }],
] as const)("a thread that %s once leaves no trace in the answers", async (_, ways, own) => {
  const folder = mkdtempSync(join(tmpdir(), "twinsite-"));
  const seeds = ["1", ...ways.flatMap((how, i) => [`${how} once ${join(folder, how)}`, `${i + 2}`])];
  const { lost, failure, done, parts } = await conducted(seeds, own);
  expect([lost, failure, done]).toEqual([[], undefined, seeds.length]);
  expect(bytesOf(parts)).toBe(await undisturbed(seeds));
});

test("a unit that takes three threads down is given up by name, and the others are done", async () => {
  const { lost, failure, done, parts } = await conducted(["1", "exit", "2", "memory"], { heapMegabytes: 64 });
  expect([failure, done]).toEqual([undefined, 2]);
  expect(lost.map(({ unit, why }) => [unit.job.seed, why])).toEqual([
    ["exit", "it took 3 threads down, the last one thus: worker exited with code: 9"],
    ["memory", "it took 3 threads down, the last one thus: out of memory"],
  ]);
  const answers = parts.map(({ inquiry }) => inquiry.answer().result.partial);
  expect(answers[0]).toBeUndefined();
  expect(answers[1]).toEqual({ finished: 0, planned: 1, lost: [{ first: 1, last: 1, why: lost[0]?.why }] });
});

test("one thread is enough to survive that", async () => {
  const { lost, done } = await conducted(["exit", "1"], {}, 1);
  expect([lost.length, done]).toEqual([1, 1]);
});

test("a mistake in a unit stops the study, and says in which run it was", async () => {
  const [part] = tinyParts(["1"]);
  if (!part) throw new Error("no part");
  const design = { ...part.design, text: "twinsite: 1\n", sha256: "broken" };
  const { signal } = new AbortController();
  const { failure } = await conduct([{ ...part, design }], {
    executor: workerPool(undefined, 2, signal, { worker }),
    store: memoryStore(),
    hash: sha256,
    cancellation: signal,
  });
  expect(failure?.job.design.sha256).toBe("broken");
});

test("a store that cannot write stops the study with its error", async () => {
  const parts = tinyParts(["1", "2"]);
  const { signal } = new AbortController();
  const store = {
    ...memoryStore(),
    put: () => {
      throw new Error("the disk is full");
    },
  };
  const executor = workerPool(undefined, 2, signal, { worker });
  await expect(conduct(parts, { executor, store, hash: sha256, cancellation: signal })).rejects.toThrow(
    "the disk is full",
  );
});

test("threads that cannot even begin end the study with an error", async () => {
  const missing = new URL("./no-such-worker.mjs", import.meta.url);
  await expect(conducted(["1"], { worker: missing })).rejects.toThrow(
    /threads cannot work: .*no-such-worker/,
  );
});
