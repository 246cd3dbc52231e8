// A unit that nobody can do, all the way: it is named with the command that shows it, the others are done, the exit code
// is 7, and once it can be done --resume does it alone.
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { aFolder, answersIn, coordinate } from "./coordinator.ts";

const worker = `worker=${new URL("./deadly-worker.mjs", import.meta.url).href}`;
const parts = "1,exit@3";

test("it is named, the rest is there, and --resume does nothing else", async () => {
  const out = aFolder();
  const { code, stderr } = await coordinate({ out, parts, wishes: [worker] });
  expect(code, stderr).toBe(7);
  expect(stderr).toContain(
    "error: lost: tiny.yaml --seed exit@3, replications 3 to 3: it took 3 threads down, the last one thus: " +
      "worker exited with code: 9; see it again: twinsite replay tiny.yaml --seed exit@3 --disruption '' --replication 3",
  );
  expect(stderr).toContain("--resume goes on from there");
  expect(readdirSync(out).sort()).toEqual([".journal", "answers.json"]);
  const [first, second] = JSON.parse(answersIn(out));
  expect(first.result.partial).toBeUndefined();
  expect(second.result.partial).toMatchObject({ finished: 9, planned: 10, lost: [{ first: 3, last: 3 }] });
  const resumed = await coordinate({ out, parts, wishes: ["resume"] });
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(resumed.stderr).toContain("19 units were there, 1 were done now");
  expect(JSON.parse(answersIn(out))[1].result.partial).toBeUndefined();
});
