// A thread like those of the program, but for units whose seed says how they end: `exit`, `memory`, `stray` or `hang`,
// with `@3` only the third replication, and `once` with a file that keeps in mind that it has happened.
import { existsSync, writeFileSync } from "node:fs";
import { workerData } from "node:worker_threads";

const served = import("../../dist/sim/index.js").then(({ serve }) => serve(workerData));

export default async (jobs) => {
  const work = await served;
  const { seed, firstReplication } = jobs[0].job;
  const [what, often, flag] = seed.split(" ");
  const [how, only = firstReplication] = what.split("@");
  if (Number(only) !== firstReplication) return work(jobs);
  if (often === "once" && existsSync(flag)) return work(jobs);
  if (often === "once") writeFileSync(flag, "");
  if (how === "exit") process.exit(9);
  if (how === "memory") {
    const held = [];
    for (;;) held.push(new Array(100_000).fill(held.length));
  }
  if (how === "hang") for (;;);
  if (how === "stray") {
    setImmediate(() => {
      throw new Error("stray");
    });
    return new Promise(() => {});
  }
  return work(jobs);
};
