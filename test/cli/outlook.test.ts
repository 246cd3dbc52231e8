// The outlook on the command line: the numbers do not depend on threads, the worst incident replays, nonsense is
// refused with a reason.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

const { file, folder } = aFolder();
const YEARS = ["--outlook", "--years", "40"];

test("the document is the same for every number of threads", async () => {
  const of = (jobs: string) => twinsite(["run", file, ...YEARS, "--json", "--jobs", jobs]);
  const [one, two] = [await of("1"), await of("2")];
  expect(one.code, one.stderr).toBe(0);
  expect(two.stdout).toBe(one.stdout);
  const document = JSON.parse(one.stdout);
  expect(document).toMatchObject({
    schema: "twinsite/result/v1",
    question: "outlook",
    resolution: "fluid",
    seed: "42",
    replications: 2,
    simulatedYears: 40,
  });
  expect(Object.keys(document.metrics)).toEqual(
    expect.arrayContaining(["writeAvailability", "downtimeSecondsPerYear", "failoversPerYear"]),
  );
  expect(one.stdout).not.toContain("null");
});

test("the report is no wider than 100 columns, and its replay command works", async () => {
  const { stdout } = await twinsite(["run", file, ...YEARS]);
  const lines = stdout.split("\n");
  for (const line of lines.filter((each) => !each.startsWith("See it:")))
    expect(line.length, line).toBeLessThanOrEqual(100);
  const command = lines.find((line) => line.startsWith("See it: twinsite ")) ?? "";
  const words = command.replace("See it: twinsite ", "").trim().split(" ");
  const replayed = await twinsite(words);
  expect(replayed.code, replayed.stderr).toBe(0);
  expect(replayed.stdout).toMatch(/^incident \d+ of replication \d+, seed 42, year /);
  expect(replayed.stdout).toContain("+0.000000 s");
});

test("--out leaves the document and the report, and nothing temporary", async () => {
  const out = join(folder, "out");
  await twinsite(["run", file, "--outlook", "--years", "1", "--out", out]);
  expect(readdirSync(out).sort()).toEqual(["small.outlook.json", "small.outlook.md"]);
});

test.each([
  ["no years", ["run", file, "--outlook", "--years", "0"], "more than 0"],
  ["too many years", ["run", file, "--outlook", "--years", "1e9"], "a number of years"],
  ["single writes", ["run", file, "--outlook", "--resolution", "transaction"], "hours of work"],
  ["replications", ["run", file, "--outlook", "-n", "5"], "--years"],
  ["years alone", ["run", file, "--years", "5"], "--outlook"],
  ["what is rare in a drill", ["run", file, "--rare", "5"], "--outlook"],
  ["slower repairs in a drill", ["run", file, "--repairs", "5"], "--outlook"],
  ["less than nothing that is rare", ["run", file, "--outlook", "--rare", "-1"], "percentage"],
  ["a replay without an incident", ["replay", file, "--outlook", "--replication", "1"], "--incident"],
  ["a replay of nothing", ["replay", file, "--replication", "1"], "--disruption"],
  [
    "a replication that is not there",
    ["replay", file, ...YEARS, "--replication", "3", "--incident", "1"],
    "2 replications",
  ],
  [
    "an incident that is not there",
    ["replay", file, "--outlook", "--years", "1", "--replication", "1", "--incident", "99999"],
    "incidents, not 99999",
  ],
])("%s is refused with the reason", async (_, args, reason) => {
  const { code, stderr } = await twinsite(args);
  expect(code).toBe(2);
  expect(stderr).toContain(reason);
});

test("an interruption gives what is finished, and says that it is partial", async () => {
  const outcome = await twinsite(["run", file, "--outlook", "--years", "1000000", "--json", "--quiet"], {
    with: (child) => {
      setTimeout(() => child.kill("SIGINT"), 3000);
    },
  });
  expect(outcome.code).toBe(130);
  const { partial, replications } = JSON.parse(outcome.stdout);
  expect(partial.planned).toBe(replications);
  expect(partial.finished).toBeLessThan(replications);
});

test("a drill runs on curves, too", async () => {
  const { code, stdout, stderr } = await twinsite([
    "run",
    file,
    "-n",
    "4",
    "--resolution",
    "fluid",
    "--json",
  ]);
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ question: "drill", resolution: "fluid" });
  expect(existsSync(file)).toBe(true);
});
