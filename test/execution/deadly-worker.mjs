// A thread like those of the program, but for units whose seed says how they end: `exit`, `memory`, `stray` or `hang`,
// and `once` with a file that keeps in mind that it has happened.
import { existsSync, writeFileSync } from "node:fs";
import { workerData } from "piscina";
import { serve } from "../../dist/sim/index.js";

const work = serve(workerData);

export default (jobs) => {
  const [how, often, flag] = jobs[0].job.seed.split(" ");
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
