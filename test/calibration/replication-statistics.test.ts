import { expect, test } from "vitest";
import { parseInterval, parseLsn } from "../../sim/calibration/replication-samples.ts";
import { compared, exampleText, field, problemsOf, readExample, readText } from "./examples.ts";

const observed = (file: string, what: string) =>
  readExample(file).observed.find((each) => each.what === what);

test("lags, positions and the growth of the log are read from CSV", () => {
  const reading = readExample("replication.csv");
  expect(field(reading, "replication.acknowledge")).toMatchObject({
    value: { kind: "asynchronous" },
    samples: 12,
  });
  expect(observed("replication.csv", "write_lag of sb, median")?.unit).toBe("s");
  const rows = exampleText("replication.csv")
    .split("\n")
    .filter((line) => /^2026/.test(line));
  const at = (row = ""): { second: number; position: number } => {
    const [now = "", lsn = ""] = row.split(",");
    return {
      second: Number(now.slice(14, 16)) * 60 + Number(now.slice(17, -3)),
      position: parseLsn(lsn) as number,
    };
  };
  const [first, last] = [at(rows[0]), at(rows.at(-1))];
  const rate = (last.position - first.position) / (last.second - first.second);
  expect(observed("replication.csv", "log written")?.value).toBeCloseTo(rate, 0);
});

test("what \\watch repeats is read with its period as time", () => {
  const reading = readExample("replication-watch.txt");
  expect(reading.lines.used).toBe(4);
  // 0/3D4C6D8 in the first of four repetitions, a second apart
  expect(reading.observed.find(({ what }) => what === "log written")?.value).toBeGreaterThan(0);
});

const expanded = (syncStates: readonly string[]): string =>
  syncStates
    .map(
      (state, i) =>
        `-[ RECORD ${i + 1} ]----+----\napplication_name | s${i + 1}\nstate            | streaming\nsent_lsn         | 0/3D63508\nreplay_lsn       | 0/3D63500\nwrite_lag        | 00:00:00.0135\nsync_state       | ${state}\n`,
    )
    .join("");

test("expanded output is read; its synchronous standbys are counted", () => {
  const reading = readText(expanded(["sync", "sync", "potential"]), "e", "orders");
  expect(field(reading, "clusters.orders.acknowledge")?.value).toEqual({ kind: "synchronous", standbys: 2 });
  expect(compared(reading, "clusters.orders.acknowledge.standbys")?.live).toBe(2);
  expect(reading.observed.find(({ what }) => what === "log that s1 has not applied, median")?.value).toBe(8);
});

test("samples under one header are told apart where a standby comes again", () => {
  const [header = "", row = ""] = exampleText("replication.csv").split("\n");
  const sync = row.replace(",async,", ",sync,");
  const other = row.replace(",sb,", ",sc,").replace(",async,", ",potential,");
  const reading = readText(`${header}\n${`${sync}\n${other}\n`.repeat(5)}`);
  expect(field(reading, "replication.acknowledge")).toMatchObject({
    value: { kind: "synchronous", standbys: 1 },
    samples: 10,
  });
});

test("k of a quorum, and a state that changed, cannot be learned", () => {
  const because = (text: string) =>
    readText(text).unlearned.find(({ what }) => what === "acknowledge")?.because;
  expect(because(expanded(["quorum", "quorum"]))).toContain("synchronous_standby_names");
  expect(because(`${expanded(["sync"])}${expanded(["async"])}`)).toContain("it changed");
});

test("a row that does not fit its header is refused with its line", () => {
  const lines = exampleText("replication.csv").split("\n");
  lines[3] = (lines[3] as string).replace(",streaming,", ",");
  expect(problemsOf(lines.join("\n"))).toMatchObject([
    { code: "TWIN1202", line: 4, hint: expect.stringContaining("22 columns") },
  ]);
  const wrong = exampleText("replication.csv").replace(",async,", ",asinc,");
  expect(problemsOf(wrong)).toMatchObject([{ code: "TWIN1202", line: 2, message: "sync_state is `asinc`" }]);
});

test("intervals and positions are those of PostgreSQL", () => {
  expect(parseInterval("00:00:00.0132")).toBe(13_200);
  expect(parseInterval("1 day 02:03:04.5")).toBe(93_784_500_000);
  expect(parseInterval("-00:00:01")).toBe(-1e6);
  expect(parseInterval("3 days")).toBe(3 * 86_400e6);
  expect([parseInterval(""), parseInterval("12 s"), parseInterval("00:61")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect(parseLsn("71/E3000000")).toBe(0x71 * 2 ** 32 + 0xe3000000);
  expect(parseLsn("71-E3")).toBeUndefined();
});
