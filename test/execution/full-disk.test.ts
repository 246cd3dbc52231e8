// A disk that is full or broken: a clear error, exit code 7, no half file under a final name; with room again, --resume
// ends with the bytes of a study that nothing happened to.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { failureOf } from "../../sim/cli/failure.ts";
import { writeWhole } from "../../sim/cli/files.ts";
import { sha256 } from "../../sim/cli/sha256.ts";
import { type Disk, nodeDisk } from "../../sim/cli/store/disk.ts";
import { openStore } from "../../sim/cli/store/open-store.ts";
import { conduct, type Executor, type Unit, type UnitResult, unitDoer } from "../../sim/index.ts";
import { aConsole } from "./built.ts";
import { aFolder, answersIn, coordinate } from "./coordinator.ts";
import { failingAt } from "./failing-disk.ts";
import { bytesOf, tinyParts } from "./tiny.ts";

const SEEDS = ["1", "2"];
const remembered = new Map<string, UnitResult>();
const doUnit = unitDoer();

/** Each unit is simulated once for all of these tests. */
const executor: Executor = {
  async run(jobs, deliver) {
    for (const [index, job] of jobs.entries()) {
      const name = JSON.stringify((job as Unit).job);
      const result = remembered.get(name) ?? doUnit(job as Unit);
      remembered.set(name, result);
      deliver(index, result as never);
    }
    return undefined;
  },
};

/** As a command does it: a journal, the units, the files, and then no journal. */
async function study(out: string, disk: Disk): Promise<void> {
  const store = openStore({ out, resume: true }, aConsole(), disk);
  try {
    const parts = tinyParts(SEEDS);
    await conduct(parts, { executor, store, hash: sha256, cancellation: { aborted: false } });
    writeWhole(out, "answers.json", bytesOf(parts), disk);
    writeWhole(out, "answers.md", "# Answers\n", disk);
    store.discard();
  } finally {
    store.close();
  }
}

const undisturbed = aFolder();
await study(undisturbed, nodeDisk);
const whole = answersIn(undisturbed);

for (const code of ["ENOSPC", "EIO"] as const) {
  test(`${code} at each of the first 50 writes: a clear error, no half file, and --resume ends it`, async () => {
    let failures = 0;
    for (let n = 1; n <= 50; n++) {
      const out = aFolder();
      const { disk, operations } = failingAt(n, code);
      const error = await study(out, disk).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error !== undefined) {
        failures++;
        const { exitCode, message } = failureOf(error);
        expect(exitCode, message).toBe(7);
        expect(message).toMatch(
          code === "ENOSPC"
            ? /cannot write .*: the disk is full/
            : /cannot write .*: the disk reports an error/,
        );
      } else expect(operations()).toBeLessThan(n);
      const names = readdirSync(out);
      expect(names.filter((name) => name !== ".journal" && !name.startsWith("answers."))).toEqual([]);
      if (existsSync(join(out, "answers.json"))) expect(answersIn(out)).toBe(whole);
      if (existsSync(join(out, "answers.md")))
        expect(readFileSync(join(out, "answers.md"), "utf8")).toBe("# Answers\n");
      await study(out, nodeDisk);
      expect(readdirSync(out).sort()).toEqual(["answers.json", "answers.md"]);
      expect(answersIn(out)).toBe(whole);
    }
    // As many writes as there are: 20 records, and what journal, lock and two files take.
    expect(failures).toBeGreaterThan(30);
  });
}

test("a file system that is really full", async () => {
  const folder = aFolder();
  const mount = (...options: string[]): void =>
    void execFileSync("mount", ["-t", "tmpfs", "-o", options.join(","), "tmpfs", folder], { stdio: "pipe" });
  try {
    mount("size=32k");
  } catch (error) {
    process.stderr.write(
      `NO SMALL FILE SYSTEM HERE (${String(error)}): a limit of the shell takes its place\n`,
    );
    return limited();
  }
  try {
    const full = await coordinate({ out: folder, parts: 10 });
    expect([full.code, full.stdout]).toEqual([7, ""]);
    expect(full.stderr).toMatch(/cannot write .*\.journal: the disk is full; \d+ finished units are kept/);
    expect(readdirSync(folder)).toEqual([".journal"]);
    mount("remount", "size=4m");
    const resumed = await coordinate({ out: folder, parts: 10, wishes: ["resume"] });
    expect(resumed.code, resumed.stderr).toBe(0);
    expect(answersIn(folder)).toBe(await undisturbedAnswers());
  } finally {
    execFileSync("umount", [folder]);
  }
});

test("a file that may not grow", limited);

async function limited(): Promise<void> {
  const out = aFolder();
  const full = await coordinate({ out, parts: 10, limitKilobytes: 32 });
  expect([full.code, full.stdout]).toEqual([7, ""]);
  expect(full.stderr).toMatch(/cannot write .*\.journal: files may not grow further/);
  expect(readdirSync(out)).toEqual([".journal"]);
  const resumed = await coordinate({ out, parts: 10, wishes: ["resume"] });
  expect(resumed.code, resumed.stderr).toBe(0);
  expect(answersIn(out)).toBe(await undisturbedAnswers());
}

async function undisturbedAnswers(): Promise<string> {
  const out = join(aFolder(), "deep", "down");
  mkdirSync(join(out, ".."));
  expect(await coordinate({ out, parts: 10 })).toMatchObject({ code: 0 });
  return answersIn(out);
}
