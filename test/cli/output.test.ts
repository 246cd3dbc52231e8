import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

const { file } = aFolder();

test.each([
  ["a bad flag", ["run", file, "--fast", "--json"], 2, "usage"],
  ["a bad value", ["--json", "run", file, "-n", "many", "--json"], 2, "usage"],
  ["a missing file", ["run", "nowhere.yaml", "--json"], 2, "usage"],
  ["an unknown command", ["rum", "--json"], 2, "usage"],
  ["no command", ["--json"], 2, "usage"],
  ["a folder that is a file", ["run", file, "-n", "2", "--out", join(file, "x"), "--json"], 7, "incomplete"],
] as const)("with --json %s is one document too", async (_, args, code, kind) => {
  const outcome = await twinsite(args);
  expect(outcome.code).toBe(code);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ schema: "twinsite/error/v1", exitCode: code, kind });
});

test("with --json an invalid scenario is one document with its diagnostics", async () => {
  const broken = aFolder((text) => text.replace("1 Gbit/s", "1 Gb/x")).file;
  const { code, stdout } = await twinsite(["run", broken, "--json"]);
  const document = JSON.parse(stdout);
  expect(code).toBe(3);
  expect(document).toMatchObject({ schema: "twinsite/error/v1", kind: "scenario" });
  expect(document.diagnostics[0]).toMatchObject({ severity: "error", file: broken, line: 8 });
});

test("stdout carries the document and nothing else, the same for every number of threads and twice", async () => {
  const of = (jobs: string) => twinsite(["run", file, "-n", "30", "--json", "--jobs", jobs]);
  const outcomes = [await of("1"), await of("2"), await of("3"), await of("2")];
  const document = JSON.parse(outcomes[0]?.stdout ?? "");
  expect(document).toMatchObject({ schema: "twinsite/result/v1", replications: 30, seed: "42" });
  for (const { stdout } of outcomes) expect(stdout).toBe(outcomes[0]?.stdout);
});

test("the files of --out are the same bytes for every number of threads, and nothing temporary stays", async () => {
  const { folder } = aFolder();
  const names = ["small.md", "small.result.json", "small.values.ndjson"];
  const contents: string[][] = [];
  for (const jobs of ["1", "2", "3"]) {
    const out = join(folder, jobs);
    await twinsite(["run", file, "-n", "12", "--out", out, "--jobs", jobs]);
    expect(readdirSync(out).sort()).toEqual(names);
    contents.push(names.map((name) => readFileSync(join(out, name), "utf8")));
  }
  expect(contents[1]).toEqual(contents[0]);
  expect(contents[2]).toEqual(contents[0]);
  const [, result = "", values = ""] = contents[0] ?? [];
  expect(JSON.parse(result).replicationValues).toBe("small.values.ndjson");
  // 12 replications of a steady window and two disruptions, in the order of the jobs
  const lines = values
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ replication }) => replication).slice(0, 4)).toEqual([1, 1, 1, 2]);
  expect(lines).toHaveLength(36);
});

test("a scenario from stdin gives the same numbers as the file", async () => {
  const text = readFileSync(file, "utf8");
  const fromStdin = JSON.parse((await twinsite(["run", "-", "-n", "3", "--json"], { stdin: text })).stdout);
  const fromFile = JSON.parse((await twinsite(["run", file, "-n", "3", "--json"])).stdout);
  expect(fromStdin.fingerprint).toBe(fromFile.fingerprint);
  expect(fromStdin.scenario.sha256).toBe(fromFile.scenario.sha256);
});

test("colour follows FORCE_COLOR, NO_COLOR and --no-color, and is off in a pipe", async () => {
  const coloured = async (env: Record<string, string>, ...more: string[]) =>
    (await twinsite(["run", file, "-n", "2", ...more], { env })).stdout.includes("\u001b[");
  expect(await coloured({})).toBe(false);
  expect(await coloured({ FORCE_COLOR: "1" })).toBe(true);
  expect(await coloured({ FORCE_COLOR: "1" }, "--no-color")).toBe(false);
});

test("--quiet leaves stderr empty where there are only warnings", async () => {
  const doubtful = aFolder((text) => text.replace("p50 <= 24 h", "p99 <= 24 h")).file;
  expect((await twinsite(["run", doubtful, "-n", "5"])).stderr).toContain("undecided");
  expect((await twinsite(["run", doubtful, "-n", "5", "--quiet"])).stderr).toBe("");
});

test("a reader that goes away is no error", async () => {
  const outcome = await twinsite(["run", file, "-n", "20", "--quiet"], {
    with: (child) => {
      child.stdout.destroy();
    },
  });
  expect(outcome.code).toBe(0);
  expect(outcome.stderr).toBe("");
});

test("no line of the table is wider than 100 columns", async () => {
  const { stdout } = await twinsite(["run", file, "-n", "10"]);
  const table = stdout.split("\n").filter((line) => !line.startsWith("Its worst run"));
  for (const line of table) expect(line.length, line).toBeLessThanOrEqual(100);
});

test("nothing is written where validation fails", async () => {
  const { folder, file: broken } = aFolder((text) => text.replace("1 Gbit/s", "fast"));
  await twinsite(["run", broken, "--out", join(folder, "out")]);
  expect(existsSync(join(folder, "out"))).toBe(false);
});
