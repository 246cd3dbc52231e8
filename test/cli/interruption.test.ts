import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

const { file, folder } = aFolder();
/** More than can be done before the signal. */
const MANY = "300000";

const after = (millis: number, signal: NodeJS.Signals) => ({
  with: (child: { kill: (signal: NodeJS.Signals) => boolean }) => {
    setTimeout(() => child.kill(signal), millis);
  },
});

test("Ctrl-C prints what is finished, marked partial, and exits with 130", async () => {
  const outcome = await twinsite(["run", file, "-n", MANY], after(3000, "SIGINT"));
  expect(outcome.code, outcome.stderr).toBe(130);
  expect(outcome.stdout).toMatch(/PARTIAL: interrupted after \d+ of 900000 runs/);
  expect(outcome.stdout).toContain("site-loss");
});

test("SIGTERM exits with 143, and the document says how much is finished", async () => {
  const out = join(folder, "out");
  const outcome = await twinsite(["run", file, "-n", MANY, "--json", "--out", out], after(3000, "SIGTERM"));
  expect(outcome.code, outcome.stderr).toBe(143);
  expect(JSON.parse(outcome.stdout).partial.planned).toBe(900_000);
  expect(outcome.stderr).toContain("--resume goes on from there");
  const names = [".journal", "small.md", "small.result.json", "small.values.ndjson"];
  expect(readdirSync(out).sort()).toEqual(names);
});

test("what was interrupted goes on with --resume, and ends as if it never had been", async () => {
  const run = ["run", file, "-n", "200", "--resolution", "fluid", "--set", "run.limit=1min", "--out"];
  const [out, whole] = [join(folder, "resumed"), join(folder, "whole")];
  const first = await twinsite([...run, out], {
    with: (child) => {
      const journal = join(out, ".journal");
      const watch = setInterval(() => {
        if (!existsSync(journal) || statSync(journal).size < 5000) return;
        clearInterval(watch);
        child.kill("SIGINT");
      }, 1);
      child.on("exit", () => clearInterval(watch));
    },
  });
  expect(first.code, first.stderr).toBe(130);
  const anew = await twinsite([...run, out]);
  expect([anew.code, anew.stderr]).toEqual([2, expect.stringContaining("--resume goes on from there")]);
  const second = await twinsite([...run, out, "--resume"]);
  expect(second.code, second.stderr).toBe(0);
  const known = Number(/(\d+) units were there, (\d+) were done now/.exec(second.stderr)?.[1]);
  expect(known).toBeGreaterThan(0);
  const undisturbed = await twinsite([...run, whole]);
  expect(second.stdout).toBe(undisturbed.stdout);
  expect(readdirSync(out)).toEqual(readdirSync(whole));
  for (const name of readdirSync(whole))
    expect(readFileSync(join(out, name), "utf8")).toBe(readFileSync(join(whole, name), "utf8"));
});
