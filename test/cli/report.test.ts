import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { type ReportOptions, report } from "../../sim/cli/commands/report.ts";
import { failureOf } from "../../sim/cli/failure.ts";
import { aFolder, twinsite } from "./twinsite.ts";

const { folder, file } = aFolder();
const stored = join(folder, "small.result.json");

beforeAll(async () => {
  const { code } = await twinsite(["run", file, "-n", "12", "--out", folder, "-q"]);
  expect(code).toBe(0);
});

/** The command without a process around it. */
async function reported(paths: readonly string[], options: ReportOptions = {}) {
  let [stdout, stderr] = ["", ""];
  const note = (text: string): void => {
    stderr += `${text}\n`;
  };
  const result = (text: string): void => {
    stdout += text;
  };
  const plain = (_: string, text: string): string => text;
  const console = {
    result,
    json: (document: unknown) => result(JSON.stringify(document)),
    ...{ note, complain: note, paint: plain, paintNote: plain, isQuiet: false },
  };
  try {
    return { code: await report(paths, options, console), stdout, stderr };
  } catch (error) {
    const { exitCode, message } = failureOf(error);
    return { code: exitCode, stdout, stderr: message };
  }
}

/** A copy of the stored result, changed, alone in a folder; `values` beside it if given. */
function aCopy(edit: (document: Record<string, unknown>) => void, values?: string): string {
  const place = mkdtempSync(join(tmpdir(), "twinsite-"));
  const document = JSON.parse(readFileSync(stored, "utf8"));
  edit(document);
  writeFileSync(join(place, "copy.json"), JSON.stringify(document));
  if (values !== undefined) writeFileSync(join(place, "small.values.ndjson"), values);
  return join(place, "copy.json");
}

test("report gives the Markdown that the run wrote, but for the name of the file in commands", async () => {
  const { code, stdout } = await reported([stored]);
  expect(code).toBe(0);
  const plain = (text: string): string => text.replace(/`twinsite [^`]*`/g, "");
  expect(plain(stdout)).toBe(plain(readFileSync(join(folder, "small.md"), "utf8")));
  expect(stdout).toContain("`twinsite run small.yaml --seed 42 -n 12`");
});

test("every form is written whole, the same bytes wherever and whenever it is made", async () => {
  const forms = [
    "--md",
    "a.md",
    "--html",
    "a.html",
    "--html-plain",
    "plain.html",
    "--csv",
    "a.csv",
    "--values-csv",
    "v.csv",
    "--junit",
    "a.xml",
  ];
  const made = async (env: Record<string, string>): Promise<string[]> => {
    const out = mkdtempSync(join(tmpdir(), "twinsite-"));
    const places = forms.map((each, i) => (i % 2 === 1 ? join(out, each) : each));
    const { code, stdout } = await twinsite(["report", stored, ...places, "--svg", join(out, "svg")], {
      env,
    });
    expect([code, stdout]).toEqual([0, ""]);
    const names = readdirSync(out, { recursive: true, encoding: "utf8" }).sort();
    expect(names.filter((name) => name.includes("tmp"))).toEqual([]);
    return names
      .filter((name) => name !== "svg")
      .map((name) => `${name}\n${readFileSync(join(out, name), "utf8")}`);
  };
  const here = await made({ TZ: "Asia/Shanghai", LANG: "de_DE.UTF-8" });
  expect(here.length).toBeGreaterThan(9);
  expect(await made({ TZ: "America/New_York", LANG: "C" })).toEqual(here);
});

test("the rows of the values are those of the runs", async () => {
  const { stdout } = await reported([stored], { valuesCsv: "-" });
  const runs = readFileSync(join(folder, "small.values.ndjson"), "utf8").trimEnd().split("\n");
  const values = runs.map((line) => Object.keys(JSON.parse(line).values).length);
  expect(stdout.trimEnd().split("\r\n").length - 1).toBe(values.reduce((sum, count) => sum + count, 0));
});

test("values of other runs, damaged ones and those elsewhere are not used, and it is said", async () => {
  const own = readFileSync(join(folder, "small.values.ndjson"), "utf8");
  const shorter = own.trimEnd().split("\n").slice(0, -1).join("\n");
  const cases: [string, string][] = [
    [aCopy(() => {}), "no such file"],
    [aCopy(() => {}, shorter), "holds other runs than those of this result"],
    [aCopy(() => {}, own.slice(0, -20)), "is damaged"],
    [
      aCopy((document) => {
        document.replicationValues = "../../etc/passwd";
      }, own),
      "is not a file beside it",
    ],
  ];
  for (const [copy, why] of cases) {
    const { code, stdout, stderr } = await reported([copy], { htmlPlain: "-" });
    expect(code).toBe(0);
    expect(stderr).toContain(why);
    expect(stdout).not.toContain("Outages of site-loss");
  }
  const whole = await reported([aCopy(() => {}, own)], { htmlPlain: "-" });
  expect(whole.stderr).toBe("");
  expect(whole.stdout).toContain("Outages of site-loss");
});

test("several results are one document with an overview, and a folder stands for those in it", async () => {
  const other = aCopy((document) => {
    document.scenario = { ...(document.scenario as object), name: "other", title: "The other one" };
  });
  const { code, stdout } = await reported([folder, other]);
  expect(code).toBe(0);
  const heads = stdout.split("\n").filter((line) => /^# /.test(line));
  expect(heads).toEqual(["# 2 results", "# Two cities, small", "# The other one"]);
});

test.each([
  [
    "what is not JSON",
    (): string => file,
    /small\.yaml is not a twinsite\/result\/v1 document: it is not JSON/,
  ],
  [
    "another document",
    (): string => aCopy((document) => Object.assign(document, { schema: "twinsite/error/v1" })),
    /it is twinsite\/error\/v1/,
  ],
  [
    "a damaged one",
    (): string => aCopy((document) => Object.assign(document, { disruptions: [{ name: 1 }] })),
    /copy\.json is damaged: disruptions\.0\.name: /,
  ],
  ["a folder without results", (): string => mkdtempSync(join(tmpdir(), "twinsite-")), /no result document/],
])("%s is refused with what is wrong with it", async (_, path, why) => {
  const { code, stdout, stderr } = await reported([path()]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(why);
});

test("with --json report is one document: what was read, written, and shown", async () => {
  const { code, stdout } = await twinsite(["report", stored, "--json"]);
  expect(code).toBe(0);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ schema: "twinsite/report/v1", written: [], shown: { form: "md" } });
  expect(document.results).toMatchObject([{ file: stored, scenario: "small", question: "drill" }]);
});

test("a summary is added to what is there, as far as the step may have more", async () => {
  const summary = join(mkdtempSync(join(tmpdir(), "twinsite-")), "summary.md");
  writeFileSync(summary, "before\n");
  await reported([stored], { summary });
  const own = (await reported([stored])).stdout;
  expect(readFileSync(summary, "utf8")).toBe(`before\n${own}`);
  // 1 MiB is what GitHub takes
  writeFileSync(summary, "x".repeat(1_048_576 - 2000));
  await reported([stored], { summary });
  expect(statSync(summary).size).toBeLessThan(1_048_576);
  expect(readFileSync(summary, "utf8")).toContain("Cut here");
});

test("two forms cannot share stdout", async () => {
  const { code, stderr } = await reported([stored], { md: "-", csv: "-" });
  expect(code).toBe(2);
  expect(stderr).toContain("only one of the forms can go to stdout");
});

test("a place that cannot be written to is said before anything is read", async () => {
  const { code, stderr } = await reported([stored], { htmlPlain: join(file, "x", "a.html") });
  expect(code).toBe(7);
  expect(stderr).toContain("cannot write to");
});

test("validate gives SARIF and annotations of the same diagnostics, on the lines of the file", async () => {
  const broken = aFolder((text) => text.replace("1 Gbit/s", "1 Gb/x")).file;
  const sarif = await twinsite(["validate", broken, "--format", "sarif"]);
  const [result] = JSON.parse(sarif.stdout).runs[0].results;
  const { region, artifactLocation } = result.locations[0].physicalLocation;
  expect([sarif.code, region.startLine, artifactLocation.uri]).toEqual([3, 8, `file://${broken}`]);
  const github = await twinsite(["validate", broken, "--format", "github", "--set", "linkz=1"]);
  const lines = github.stdout.split("\n").filter((line) => line.startsWith("::"));
  expect(github.code).toBe(3);
  // what --set got wrong stands in no file: it is shown at the head of the scenario
  const places = lines.map((line) => /^::error file=([^,]*),line=(\d+),.*::(.{6})/.exec(line)?.slice(1));
  expect(places).toContainEqual([broken, "8", "`Gb/x`"]);
  expect(places).toContainEqual([broken, "1", "--set:"]);
});

test("validate says what --json and another form have against each other", async () => {
  const { code, stdout } = await twinsite(["validate", file, "--json", "--format", "sarif"]);
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "usage" });
});
