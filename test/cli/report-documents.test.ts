// Documents other than results: what commands wrote is what report makes pages of.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { all, wellFormed } from "../reports/well-formed.ts";
import { aFolder, twinsite } from "./twinsite.ts";

const FAST = ["-n", "30", "--resolution", "fluid", "-q"];

test("the gate writes JUnit and annotations, and its document becomes the same cases and a page", async () => {
  const { folder, file } = aFolder();
  const [baseline, junit, stored] = [join(folder, "baseline"), join(folder, "g.xml"), join(folder, "g.json")];
  await twinsite(["check", file, "--baseline", baseline, "--accept", ...FAST]);
  writeFileSync(file, readFileSync(file, "utf8").replace("p50 <= 24 h", "p50 <= 1 ms"));
  const { code, stdout, stderr } = await twinsite([
    ...["check", file, "--baseline", baseline, "--junit", junit, "--annotations", "--json"],
    ...FAST,
  ]);
  expect(code).toBe(4);
  expect(stderr).toMatch(new RegExp(`^::error file=${file},line=\\d+,title=MISSED%3A rtoAchieved p50`));
  writeFileSync(stored, stdout);
  const cases = readFileSync(junit, "utf8");
  expect(all(wellFormed(cases), "failure")).toHaveLength(1);
  expect((await twinsite(["report", stored, "--junit", "-"])).stdout).toBe(cases);
  const page = wellFormed((await twinsite(["report", stored, "--html-plain", "-"])).stdout);
  expect(page.text).toContain("Gate: an objective is missed");
  const refused = await twinsite(["report", stored, "--csv", "-"]);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("--csv is of results")]);
});

test("a comparison and a sweep become pages with their charts", async () => {
  const { folder, file } = aFolder();
  const out = join(folder, "out");
  mkdirSync(out);
  const other = join(folder, "other.yaml");
  writeFileSync(other, readFileSync(file, "utf8").replace("rtt: 27 ms", "rtt: 60 ms"));
  await twinsite(["compare", file, other, "--out", out, ...FAST]);
  await twinsite(["sweep", file, "--grid", "links.carrier-1.rtt=10ms,60ms", "--out", out, ...FAST]);
  const { code, stdout } = await twinsite(["report", out, "--html-plain", "-"]);
  expect(code).toBe(0);
  const page = wellFormed(stdout);
  const heads = all(page, "h1").map(({ text }) => text);
  expect(heads).toEqual(["small and other", "Two cities, small: a sweep"]);
  expect(page.text).toContain("links.carrier-1.rtt");
  const { again } = JSON.parse(readFileSync(join(out, "small.sweep.json"), "utf8")) as { again: string };
  expect(again).toMatch(/ --grid 'links\.carrier-1\.rtt=10ms,60ms' --replications 30/);
  expect(page.text).toContain(`twinsite sweep ${again}`);
});
