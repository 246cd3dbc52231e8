// A journal after whatever may happen to a file: what it still says is what was put, the rest is not there.
import { mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeDisk } from "../../sim/cli/store/disk.ts";
import { openJournal } from "../../sim/cli/store/journal.ts";
import { encodeHead, encodeRecord } from "../../sim/cli/store/records.ts";
import { ENGINE_VERSION, type UnitResult, unitDoer } from "../../sim/index.ts";
import { drawsOf, tinyPlan } from "./tiny.ts";

const UNITS = 6;
const plan = tinyPlan(["1"], UNITS);
const doUnit = unitDoer();
const results = new Map(plan.map(({ key, unit }): [string, UnitResult] => [key, doUnit(unit)]));

function written(): { path: string; ends: number[] } {
  const path = join(mkdtempSync(join(tmpdir(), "twinsite-")), ".journal");
  const journal = openJournal(path);
  const ends = [statSync(path).size];
  for (const [key, result] of results) {
    journal.put(key, result);
    ends.push(statSync(path).size);
  }
  journal.flush();
  journal.close();
  return { path, ends };
}

/** How many it has; every one of them is as it was put. */
function believed(path: string): number {
  const journal = openJournal(path);
  try {
    const found = plan.flatMap(({ key }) => {
      const result = journal.get(key);
      return result === undefined ? [] : [[key, result] as const];
    });
    for (const [key, result] of found) expect(result).toStrictEqual(results.get(key));
    expect(journal.size).toBe(found.length);
    return found.length;
  } finally {
    journal.close();
  }
}

test("what was put is there when it is opened again, to the last bit", () => {
  expect(believed(written().path)).toBe(UNITS);
});

test("cut at every byte of its last three records it keeps the whole ones, and takes new ones", () => {
  const { path, ends } = written();
  const whole = readFileSync(path);
  const begin = ends.at(-4) as number;
  for (let size = begin; size <= whole.length; size++) {
    writeFileSync(path, whole.subarray(0, size));
    const kept = ends.filter((end) => end <= size).length - 1;
    const journal = openJournal(path);
    expect(journal.size).toBe(kept);
    expect(journal.damage === undefined).toBe(ends.includes(size));
    const [key, result] = [...results][kept] ?? [];
    if (key && result) journal.put(key, result);
    journal.close();
    expect(believed(path)).toBe(Math.min(kept + 1, UNITS));
  }
});

test("of 1,000 flipped bits none changes a number: a record is dropped, or the file is refused for its head", () => {
  const { path, ends } = written();
  const whole = readFileSync(path);
  const draw = drawsOf(20261122);
  let [dropped, refused] = [0, 0];
  for (let i = 0; i < 1000; i++) {
    const bit = draw(8 * whole.length);
    const bytes = Buffer.from(whole);
    bytes[bit >> 3] = (bytes[bit >> 3] as number) ^ (1 << (bit & 7));
    writeFileSync(path, bytes);
    if (bit >> 3 < (ends[0] as number)) {
      refused++;
      expect(() => openJournal(path), `bit ${bit}`).toThrow(/damaged|not a twinsite/);
      continue;
    }
    dropped++;
    expect(believed(path), `bit ${bit}`).toBe(UNITS - 1);
  }
  expect([dropped + refused, refused > 0]).toEqual([1000, true]);
});

test("a result that is put again is not written again; another one for the same unit is refused", () => {
  const { path, ends } = written();
  const journal = openJournal(path);
  const [[key, result], [, other]] = [...results] as [[string, UnitResult], [string, UnitResult]];
  journal.put(key, result);
  expect(() => journal.put(key, other)).toThrow(`two results of unit ${key} differ`);
  journal.close();
  expect(statSync(path).size).toBe(ends.at(-1));
  writeFileSync(path, Buffer.concat([readFileSync(path), encodeRecord(key, JSON.stringify(other))]));
  expect(() => openJournal(path)).toThrow(`two results of unit ${key} differ`);
});

test("a journal of another version or another kind of file is refused with what to do", () => {
  const { path } = written();
  writeFileSync(path, encodeHead("twinsite/journal/v1", JSON.stringify({ engine: "0.0.1" })));
  expect(() => openJournal(path)).toThrow(
    `was written by version 0.0.1, this is ${ENGINE_VERSION}, whose numbers may differ: remove .journal to begin anew`,
  );
  writeFileSync(path, "twinsite: 1\n");
  expect(() => openJournal(path)).toThrow("is not a twinsite/journal/v1: remove .journal to begin anew");
  truncateSync(path, 0);
  expect(() => openJournal(path)).toThrow("is not a twinsite/journal/v1");
});

test("only places stay in memory: a record that is damaged while the journal is open is not believed", () => {
  const { path, ends } = written();
  const journal = openJournal(path);
  const file = nodeDisk.open(path, "update");
  nodeDisk.write(file, Buffer.from("9"), (ends[0] as number) + 60);
  nodeDisk.close(file);
  const [first, second] = [...results.keys()] as [string, string];
  expect(journal.get(first)).toBeUndefined();
  expect(journal.get(second)).toStrictEqual(results.get(second));
  journal.close();
});
