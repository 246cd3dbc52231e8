// One writer: who comes second is told who is first, and a dead process holds nothing.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeDisk } from "../../sim/cli/store/disk.ts";
import { lock } from "../../sim/cli/store/lock.ts";
import { aFolder } from "./coordinator.ts";

const taken = (path: string) => lock(path, nodeDisk);
/** A process that has been and is no more. */
const dead = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
const holding = (path: string, own: object): void =>
  writeFileSync(path, JSON.stringify({ host: hostname(), pid: process.pid, began: "1", ...own }));

test("the second is told who writes there; after the first has let go it may", () => {
  const path = join(aFolder(), "lock");
  const release = taken(path);
  expect(() => taken(path)).toThrow(`process ${process.pid} on ${hostname()} writes here`);
  release();
  expect(existsSync(path)).toBe(false);
  taken(path)();
});

test.each([
  ["died", () => ({ pid: dead() })],
  ["died, and another one has its number", () => ({ began: "an hour ago" })],
])("a process that %s holds nothing", (_, own) => {
  const folder = aFolder();
  const path = join(folder, "lock");
  holding(path, own());
  const release = taken(path);
  expect(JSON.parse(readFileSync(path, "utf8")).pid).toBe(process.pid);
  expect(readdirSync(folder)).toEqual(["lock"]);
  release();
});

test("of another machine nothing is known: it keeps what it holds", () => {
  const path = join(aFolder(), "lock");
  holding(path, { host: "elsewhere", pid: dead() });
  expect(() => taken(path)).toThrow(/on elsewhere writes here: .* if that process is gone, remove the file/);
});

test("a lock that nobody can read is not taken away", () => {
  const path = join(aFolder(), "lock");
  writeFileSync(path, "");
  expect(() => taken(path)).toThrow(/another process writes here/);
});
