// Threads and shards change no byte; parts that are no whole are refused.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sha256 } from "../../sim/cli/sha256.ts";
import { nodeDisk } from "../../sim/cli/store/disk.ts";
import { encodeRecord, readPayload, scan } from "../../sim/cli/store/records.ts";
import type { CarryOutOptions } from "../../sim/cli/studies/carry-out.ts";
import type { DrillDescription } from "../../sim/cli/studies/drill.ts";
import { type Design, openDesign } from "../../sim/index.ts";
import { aFolder as aScenario, twinsite } from "../cli/twinsite.ts";
import { SMALL } from "../experiment/runs.ts";
import { aConsole, carryOut, drill, merge, outlook } from "./built.ts";
import { aFolder } from "./coordinator.ts";

const LIMITED = `${SMALL}run: { limit: 1 min }\n`;

function designOf(text: string): Design {
  const { design, diagnostics } = openDesign(text, { file: "small.yaml" }, sha256);
  if (!design) throw new Error(JSON.stringify(diagnostics));
  return design;
}

const description: DrillDescription = {
  kind: "drill",
  name: "small",
  again: "small.yaml",
  design: designOf(LIMITED),
  question: { question: "drill", seed: "42", replications: 9, years: 0, resolution: "fluid" },
};

const filesIn = (out: string): Record<string, string> =>
  Object.fromEntries(readdirSync(out).map((name) => [name, readFileSync(join(out, name), "utf8")]));

async function ran(options: Partial<CarryOutOptions>, own: Partial<DrillDescription> = {}) {
  const { out = aFolder() } = options;
  const console = aConsole();
  const code = await carryOut(drill, { ...description, ...own }, { jobs: 1, ...options, out }, console);
  expect(code).toBe(0);
  return { out, console };
}

async function parts(of: number, own: Partial<DrillDescription> = {}): Promise<string> {
  const out = aFolder();
  for (let number = 1; number <= of; number++) await ran({ shard: { number, of }, out }, own);
  return out;
}

async function merged(...paths: string[]) {
  const [out, console] = [aFolder(), aConsole()];
  expect(await merge(paths, { out, jobs: 1 }, console)).toBe(0);
  return { out, console };
}

test("1, 2 and 3 threads, 1, 3 and 7 shards give the same files and the same report", async () => {
  const one = await ran({ jobs: 1 });
  const files = filesIn(one.out);
  expect(Object.keys(files)).toEqual(["small.md", "small.result.json", "small.values.ndjson"]);
  for (const jobs of [2, 3]) expect(filesIn((await ran({ jobs })).out)).toEqual(files);
  for (const of of [1, 3, 7]) {
    const whole = await merged(await parts(of));
    expect(filesIn(whole.out)).toEqual(files);
    expect(whole.console.stdout).toEqual(one.console.stdout);
  }
});

test("shards of an outlook give the outlook, windows of single writes included", async () => {
  const asked = {
    kind: "outlook",
    rare: 0,
    repairs: 0,
    name: "small.outlook",
    again: "small.yaml",
    design: designOf(`${SMALL}failures: { preset: typical }\n`),
    question: { question: "outlook", seed: "42", replications: 0, years: 0.4, yearsPerReplication: 0.1 },
    zoom: 1,
  } as const;
  const [whole, shares] = [aFolder(), aFolder()];
  expect(await carryOut(outlook, asked, { jobs: 1, out: whole }, aConsole())).toBe(0);
  for (const number of [1, 2]) {
    const shard = { number, of: 2 };
    expect(await carryOut(outlook, asked, { jobs: 1, out: shares, shard }, aConsole())).toBe(0);
  }
  expect(readdirSync(shares)).toEqual(["small.outlook.part-1-of-2", "small.outlook.part-2-of-2"]);
  expect(filesIn((await merged(shares)).out)).toEqual(filesIn(whole));
});

test("parts that are no whole are refused, each with what to do", async () => {
  const folder = await parts(3);
  const part = (number: number): string => join(folder, `small.part-${number}-of-3`);
  await expect(merged(part(1), part(3))).rejects.toThrow(
    "the parts of these shards are missing: 2 of 3 (each comes from the same command with --shard, here 2/3)",
  );
  const other = await parts(1, {
    question: { ...description.question, seed: "7" },
    again: "small.yaml --seed 7",
  });
  await expect(merged(folder, other)).rejects.toThrow(/is a part of another study .*--seed 7 \(9 units\)/);
  expect(filesIn((await merged(folder, part(2))).out)).toEqual(filesIn((await merged(folder)).out));
  const damaged = join(aFolder(), "small.part-2-of-3");
  const bytes = readFileSync(part(2));
  const at = bytes.length - 200;
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(damaged, bytes);
  await expect(merged(part(1), damaged, part(3))).rejects.toThrow(
    "is damaged: 1 of its 3 units are not readable: run --shard 2/3 again",
  );
});

test("two parts that differ in a unit are refused", async () => {
  const folder = await parts(1);
  const forged = join(aFolder(), "small.part-1-of-1");
  writeFileSync(forged, otherwise(join(folder, "small.part-1-of-1")));
  await expect(merged(folder, forged)).rejects.toThrow(/differ in unit [0-9a-f]{64}/);
});

/** With another result of its last unit, and a checksum that fits. */
function otherwise(path: string): Buffer {
  const file = nodeDisk.open(path, "read");
  const last = scan(nodeDisk, file, "twinsite/part/v1")?.records.at(-1);
  const payload = last && readPayload(nodeDisk, file, last);
  nodeDisk.close(file);
  if (!payload) throw new Error("there is no record");
  const forged = encodeRecord(last.key, payload.replace('"events":', '"events":1'));
  return Buffer.concat([readFileSync(path).subarray(0, last.at), forged]);
}

test("on the command line: shards, what they lack, and the whole", async () => {
  const { file, folder } = aScenario((text) => `${text}run: { limit: 1 min, replications: 2 }\n`);
  const run = ["run", file, "--resolution", "fluid", "--quiet", "--jobs", "1", "--out"];
  const shares = join(folder, "shares");
  const first = await twinsite([...run, shares, "--shard", "1/2"]);
  expect([first.code, first.stdout]).toEqual([
    0,
    `shard 1 of 2: 1 of the 2 units are in ${join(shares, "small.part-1-of-2")}\n`,
  ]);
  const gap = await twinsite(["merge", shares, "--out", join(folder, "gap"), "--json"]);
  expect(gap.code).toBe(7);
  expect(JSON.parse(gap.stdout)).toMatchObject({
    kind: "incomplete",
    message: expect.stringContaining("2 of 2"),
  });
  expect(readdirSync(join(folder, "gap"))).toEqual([]);
  const second = await twinsite([...run, shares, "--shard", "2/2", "--json"]);
  expect(JSON.parse(second.stdout)).toMatchObject({ schema: "twinsite/part/v1", units: 1, of: 2 });
  const whole = await twinsite([...run, join(folder, "whole")]);
  const put = await twinsite(["merge", shares, "--out", join(folder, "put")]);
  expect([put.code, put.stdout]).toEqual([0, whole.stdout]);
  expect(filesIn(join(folder, "put"))).toEqual(filesIn(join(folder, "whole")));
});

test("a share needs a folder and a sensible number, parts are files that are there", async () => {
  const { file, folder } = aScenario();
  const told = async (...args: string[]): Promise<string> => {
    const { code, stderr } = await twinsite(args);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await told("run", file, "--shard", "1/3")).toContain("--shard needs --out");
  expect(await told("run", file, "--shard", "4/3", "--out", folder)).toContain("Did you mean 3/4?");
  expect(await told("run", file, "--patience", "5 ms")).toContain("It is a time from 10 s to 20 days.");
  expect(await told("run", file, "--patience", "soon")).toContain("--patience");
  expect(await told("merge", file, "--out", folder)).toContain("is not a part of a study");
  expect(await told("merge", join(folder, "none"), "--out", folder)).toContain("no such file");
});
