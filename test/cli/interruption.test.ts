import { readdirSync } from "node:fs";
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
  expect(readdirSync(out).sort()).toEqual(["small.md", "small.result.json", "small.values.ndjson"]);
});
