// Sweep and solve on the command line: the same files for any number of threads, nonsense refused with what was meant.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parquetReadObjects } from "hyparquet";
import { expect, test } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

/** What is on the wire is lost with the site: half a round trip of 50 writes a second. */
const { file, folder } = aFolder((text) =>
  text.replace("site: shanghai }", "site: shanghai, inFlight: lost }"),
);
const RTT = ["--grid", "links.carrier-1.rtt=10ms,27ms,80ms"];
const SMALL = ["-n", "12", "--disruption", "site-loss", "--quiet"];
const FILES = ["json", "ndjson", "parquet", "md"];

const filesIn = (out: string): Buffer[] =>
  FILES.map((each) => readFileSync(join(out, `small.sweep.${each}`)));

test("the files are the same for one thread and for two, and from shards", async () => {
  const out = (name: string): string => join(folder, name);
  // More replications than the first round has: whoever puts the parts together does those.
  const precise = ["--pareto", "rpoAchieved for site-loss", "--precision", "1%", "--most", "20"];
  const of = (name: string, ...more: string[]) =>
    twinsite(["sweep", file, ...RTT, ...SMALL, ...precise, "--out", out(name), ...more]);
  const [one, two] = [await of("one", "--jobs", "1"), await of("two", "--jobs", "2")];
  expect(one.code, one.stderr).toBe(7);
  expect(one.stdout).toMatch(/Not known to ±1 % after 20/);
  for (const line of one.stdout.split("\n")) expect(line.length, line).toBeLessThanOrEqual(100);
  expect(one.stdout).toMatch(/Nothing beats .* \(\*\)/);
  expect(two.stdout).toBe(one.stdout);
  expect(filesIn(out("two"))).toEqual(filesIn(out("one")));
  for (const shard of ["1/2", "2/2"]) expect((await of("parts", "--shard", shard)).code).toBe(0);
  const merged = await twinsite(["merge", out("parts"), "--out", out("merged"), "--quiet"]);
  expect(merged.code, merged.stderr).toBe(7);
  expect(filesIn(out("merged"))).toEqual(filesIn(out("one")));
});

test("Parquet and NDJSON say the same, a line a point, the base case first", async () => {
  const out = join(folder, "tables");
  const measures = ["--pareto", "rtoAchieved p50 for site-loss,lostTransactions for site-loss"];
  await twinsite(["sweep", file, ...RTT, ...SMALL, ...measures, "--out", out]);
  const lines = readFileSync(join(out, "small.sweep.ndjson"), "utf8").trimEnd().split("\n");
  const points = lines.map((line) => JSON.parse(line));
  const document = JSON.parse(readFileSync(join(out, "small.sweep.json"), "utf8"));
  expect(points).toEqual([document.base, ...document.points]);
  const bytes = readFileSync(join(out, "small.sweep.parquet"));
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
  const rows = await parquetReadObjects({ file: buffer });
  const lost = "lostTransactions mean for site-loss";
  expect(
    rows.map((row) => [row.point, row["links.carrier-1.rtt"], row[lost], row.verdict, row.sha256]),
  ).toEqual(
    points.map(({ point, settings, values, verdict, sha256 }) => [
      point,
      settings["links.carrier-1.rtt"] ?? null,
      values[lost].value,
      verdict,
      sha256,
    ]),
  );
  expect(rows.map((row) => row[`${lost}: difference`])).toEqual([
    null,
    ...points.slice(1).map(({ differences }) => differences[lost].mean),
  ]);
  // 27 ms is what the file has: nothing differs.
  expect(points[2].differences[lost]).toEqual({ mean: 0, low: 0, high: 0, n: 12 });
});

test("no design meets: 4; none surely: 6", async () => {
  const goal = ["--meet-expect", "--minimise", "rpoAchieved for site-loss"];
  const of = (expected: string) =>
    twinsite(["sweep", file, ...RTT, ...SMALL, ...goal, "--set", `expect=['${expected}']`]);
  expect((await of("rtoAchieved max <= 1 s for site-loss")).code).toBe(4);
  expect((await of("rtoAchieved p99 <= 24 h for site-loss")).code).toBe(6);
});

test("a sweep that is too large is refused before anything is made, with the word that allows it", async () => {
  const huge = [
    "--range",
    "run.limit=1h..2h/1000000000",
    "--range",
    "links.carrier-1.rtt=1ms..2ms/1000000000",
  ];
  const begin = Date.now();
  const { code, stderr } = await twinsite(["sweep", file, ...huge]);
  expect([code, stderr]).toEqual([2, expect.stringContaining("1,000,000,000,000,000,000 points")]);
  expect(Date.now() - begin).toBeLessThan(20_000);
  const large = ["sweep", file, "--range", "run.limit=1h..2h/4", ...SMALL];
  const refused = await twinsite([...large, "-n", "50000"]);
  expect(refused.stderr).toContain("or: --yes-i-mean 25000");
  const allowed = await twinsite([...large, "--yes-i-mean", "9", "--json"]);
  expect(JSON.parse(allowed.stdout)).toMatchObject({
    schema: "twinsite/error/v1",
    kind: "usage",
    exitCode: 2,
  });
});

test.each([
  [["--grid", "links.carrier-1.rtl=1ms,2ms"], 3, /--grid:1:17[\s\S]*\^\^\^[\s\S]*did you mean `rtt`/],
  [["--sample", "200", ...RTT], 2, /Did you mean lhs:200\?/],
  [["--pair", "a=1,2", "b=3,4"], 2, /a pair is one word for the shell: --pair '… b=3,4'/],
  [[], 2, /a sweep needs an axis: --grid/],
  [[...RTT, "--best", "rtoAchieved for site-loss"], 2, /--best needs --indifference/],
  [[...RTT, "--precision", "5"], 2, /Did you mean 5%\?/],
  [[...RTT, "--outlook", "-n", "3"], 2, /counts in years/],
  [[...RTT, "--disruption", "site-los"], 2, /--disruption site-los: .*site-loss/],
])("sweep %s is refused with what was meant", async (args, code, message) => {
  const outcome = await twinsite(["sweep", file, ...args]);
  expect(outcome.stderr).toMatch(message);
  expect([outcome.code, outcome.stdout]).toEqual([code, ""]);
});

test("solve answers in a sentence, and with --json in one document", async () => {
  const lost = ["--for", "lostTransactions p50 <= 2 for site-loss", "--vary", "links.carrier-1.rtt"];
  const solve = ["solve", file, ...lost, "-n", "20", "--between", "70ms..90ms", "--no-confirm", "--quiet"];
  const [text, json] = [await twinsite(solve), await twinsite([...solve, "--json", "--jobs", "1"])];
  expect(text.code, text.stderr).toBe(0);
  expect(text.stdout.replace(/\s+/g, " ")).toMatch(
    /for site-loss: links\.carrier-1\.rtt up to [\d.]+ ms \(surely up to [\d.]+ ms, surely not from [\d.]+ ms\)/,
  );
  const document = JSON.parse(json.stdout);
  expect(document).toMatchObject({ schema: "twinsite/solve/v1", answer: "threshold", asItIs: "27 ms" });
  expect(text.stdout).toContain(document.thresholds[0].met);
  const never = await twinsite([...solve, "--between", "1s..1001ms"]);
  expect(never.code, never.stdout).toBe(4);
});
