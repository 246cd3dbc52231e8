import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

const { file, folder } = aFolder();
const document = async (...args: string[]) => JSON.parse((await twinsite([...args, "--json"])).stdout);

test("list kinds names every acknowledgement with defaults, sources and marks", async () => {
  const { schema, entries } = await document("list", "kinds");
  expect(schema).toBe("twinsite/list/v1");
  const quorum = entries.find(({ kind }: { kind: string }) => kind === "quorum");
  expect(quorum.fields[0]).toMatchObject({ name: "standbys", default: "required" });
  const monitor = entries.find(({ kind }: { kind: string }) => kind === "monitor");
  expect(monitor.fields.find(({ name }: { name: string }) => name === "interval").default).toBe("5 s");
});

test("list presets, metrics and assumptions have entries", async () => {
  expect((await document("list", "presets")).entries.length).toBeGreaterThan(1);
  const metrics = (await document("list", "metrics")).entries;
  const rto = metrics.find(({ name }: { name: string }) => name === "rtoAchievedSeconds");
  expect(rto).toMatchObject({ unit: "s", better: "lower" });
  const [first] = (await document("list", "assumptions", file)).entries;
  expect(Object.keys(first).sort()).toEqual(["mark", "path", "source", "value"]);
});

test("explain knows codes, metrics with and without unit, and fields under names and kinds", async () => {
  expect((await document("explain", "twin1003")).code).toBe("TWIN1003");
  expect((await document("explain", "rtoAchieved")).metric.name).toBe("rtoAchievedSeconds");
  expect((await document("explain", "failover.ttl")).meanings[0]).toMatchObject({
    kinds: ["lease"],
    default: "30 s",
  });
  expect((await document("explain", "run.replications")).meanings[0].default).toBe(400);
  const faults = (await document("explain", "disruptions.any.faults.0.site")).meanings;
  expect(faults.flatMap(({ kinds }: { kinds: string[] }) => kinds)).toContain("site-loss");
});

test("explain file#disruption tells the median and the worst run, and so does its result document", async () => {
  const fromScenario = await twinsite(["explain", `${file}#site-loss`, "-n", "20"]);
  expect(fromScenario.code, fromScenario.stderr).toBe(0);
  expect(fromScenario.stdout).toContain("the median run");
  expect(fromScenario.stdout).toContain("set by");
  const result = join(folder, "r.json");
  writeFileSync(result, (await twinsite(["run", file, "-n", "20", "--json"])).stdout);
  const fromResult = await twinsite(["explain", `${result}#site-loss`]);
  const chains = (text: string) => text.split("\n").filter((line) => !line.startsWith("See every"));
  expect(chains(fromResult.stdout)).toEqual(chains(fromScenario.stdout));
});

test("replay prints one aligned line per event, and as lines of JSON", async () => {
  const args = ["replay", file, "--disruption", "site-loss", "--replication", "3"];
  const { stdout } = await twinsite(args);
  const events = stdout.split("\n").filter((line) => /^. +[+-]\d+\.\d{6} s {2}\S/.test(line));
  const lines = (await twinsite([...args, "--json"])).stdout.trim().split("\n");
  expect(lines.map((line) => Object.keys(JSON.parse(line))[0])).toEqual([
    ...events.map(() => "event"),
    "result",
  ]);
  expect(events.length).toBeGreaterThan(2);
  // the column of the subject begins at the same place everywhere
  expect(new Set(events.map((line) => line.search(/s {2}\S/))).size).toBe(1);
});

test("replay --at marks the event nearest to the instant", async () => {
  const args = ["replay", file, "--disruption", "site-loss", "--replication", "3", "--at"];
  const marked = (await twinsite([...args, "0 s"])).stdout.split("\n").filter((line) => line.startsWith(">"));
  expect(marked).toHaveLength(1);
  expect((await twinsite([...args, "soon"])).code).toBe(2);
});

test("replay with the run's seed and overrides is the run itself", async () => {
  const same = ["--seed", "7", "--set", "run.limit=30 min"];
  const run = await document("run", file, "-n", "4", ...same);
  const worst = run.disruptions.find(({ name }: { name: string }) => name === "site-loss").worst;
  const args = [
    "replay",
    file,
    "--disruption",
    "site-loss",
    "--replication",
    String(worst.replication),
    ...same,
  ];
  const lines = (await twinsite([...args, "--json"])).stdout.trim().split("\n");
  const { result } = JSON.parse(lines.at(-1) ?? "");
  expect(result.values.rtoAchievedSeconds).toBe(worst.rtoAchievedSeconds);
});

test("schema prints both drafts", async () => {
  expect((await document("schema")).$schema).toContain("2020-12");
  expect((await document("schema", "--draft", "7")).$schema).toContain("draft-07");
});

test("validate reports every file at once", async () => {
  const broken = aFolder((text) => text.replace("1 Gbit/s", "fast")).file;
  const { code, stdout } = await twinsite(["validate", file, broken]);
  expect(code).toBe(3);
  expect(stdout).toContain(`${file}: no problems`);
  expect(stdout).toContain(`${broken}: 1 error`);
  const found = await document("validate", file, broken);
  expect(found).toMatchObject({ schema: "twinsite/validation/v1", valid: false });
  expect(found.files.map(({ valid }: { valid: boolean }) => valid)).toEqual([true, false]);
});

test("validate of a folder checks the scenarios in it", async () => {
  expect((await document("validate", folder)).files).toHaveLength(1);
});

test("doctor says what Node it found", async () => {
  expect((await document("doctor")).findings[0]).toMatchObject({ name: "Node", ok: true });
});

test("init writes a scenario that is valid, with its schema beside it, and never over an old one", async () => {
  const target = join(folder, "new");
  const made = await twinsite(["init", target]);
  expect(made.code, made.stderr).toBe(0);
  expect((await document("validate", join(target, "two-cities.yaml"))).valid).toBe(true);
  expect((await twinsite(["init", target])).code).toBe(2);
});
