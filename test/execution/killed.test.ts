// A coordinator that is killed again and again: what it had finished is not lost and not done twice, and the result
// is that of one that nobody disturbed.
import { expect, test } from "vitest";
import { aFolder, answersIn, coordinate, journalKeys, journalSize } from "./coordinator.ts";
import { drawsOf, tinyPlan } from "./tiny.ts";

const UNITS = 1000;
const KILLS = 20;
const SEED = 4;

test(`killed at ${KILLS} random instants of ${UNITS} units (seed ${SEED}), it ends with the same bytes`, async () => {
  const undisturbed = aFolder();
  expect(await coordinate({ out: undisturbed, threads: 1 })).toMatchObject({ code: 0 });
  const out = aFolder();
  const keys = new Set(
    tinyPlan(Array.from({ length: UNITS / 10 }, (_, i) => `${i + 1}`)).map(({ key }) => key),
  );
  expect(keys.size).toBe(UNITS);
  const draw = drawsOf(SEED);
  /** Instants as sizes of the journal, so that they fall into the work however fast the machine is. */
  const instants = Array.from({ length: KILLS }, () => draw(UNITS)).sort((a, b) => a - b);
  let before: string[] = [];
  let bytesOfUnit = 700;
  for (const instant of instants) {
    const outcome = await coordinate({ out, wishes: ["resume"], meet: killAt(out, instant * bytesOfUnit) });
    expect(outcome.code, outcome.stderr).toBe(null);
    const now = journalKeys(out);
    expect(now.slice(0, before.length)).toEqual(before);
    expect(new Set(now).size).toBe(now.length);
    expect(now.every((key) => keys.has(key))).toBe(true);
    if (now.length > 0) bytesOfUnit = journalSize(out) / now.length;
    before = now;
  }
  const { code, stderr } = await coordinate({ out, wishes: ["resume"] });
  expect(code, stderr).toBe(0);
  expect(stderr).toContain(`${before.length} units were there, ${UNITS - before.length} were done now`);
  expect(answersIn(out)).toBe(answersIn(undisturbed));
}, 300_000);

const killAt =
  (out: string, size: number) =>
  (child: { kill: (signal: "SIGKILL") => boolean; on: (event: "exit", listener: () => void) => unknown }) => {
    const watch = setInterval(() => {
      if (journalSize(out) >= size) child.kill("SIGKILL");
    }, 1);
    child.on("exit", () => clearInterval(watch));
  };
