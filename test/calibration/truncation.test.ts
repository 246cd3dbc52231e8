// A file that was cut anywhere is refused with a place, or says that it rests on less: no value changes silently.
import { expect, test } from "vitest";
import { readMeasurements } from "../../sim/calibration/calibrate.ts";
import { readRehearsal } from "../../sim/calibration/rehearsal.ts";
import { exampleText } from "./examples.ts";

/** Twenty-one answers: just enough to learn from. */
const SHORT_PING = exampleText("ping.txt")
  .split("\n")
  .filter((line, i) => i < 22 || /^---|packets transmitted|^rtt/.test(line))
  .join("\n")
  .replace("160 packets transmitted, 156 received", "21 packets transmitted, 21 received");
const head = (file: string, lines: number): string =>
  exampleText(file).split("\n").slice(0, lines).join("\n").concat("\n");

/** Every byte of the small ones, steps of a prime number in the large ones. */
const examples: readonly (readonly [string, string, number])[] = [
  ["ping", SHORT_PING, 1],
  ["fast ping", exampleText("ping-fast.txt"), 353],
  ["iperf3", exampleText("iperf3.json"), 7],
  ["iperf3 over UDP", exampleText("iperf3-udp.json"), 1],
  ["pgbench", head("pgbench-rate.txt", 62), 1],
  ["pg_stat_replication as CSV", exampleText("replication.csv"), 3],
  ["pg_stat_replication, repeated", exampleText("replication-watch.txt"), 3],
  ["patronictl show-config", exampleText("patroni-show-config.yaml"), 1],
  ["patroni.yml", exampleText("patroni.yml"), 1],
  ["my.cnf", exampleText("my.cnf"), 1],
  ["SHOW VARIABLES", exampleText("variables.txt"), 1],
];

/** Path → value, and path → what it says it rests on. */
function said(text: string) {
  const { readings, diagnostics } = readMeasurements([{ file: "cut", text }]);
  const [reading] = readings ?? [];
  const lines = text.split("\n").length;
  for (const { line, column, message, hint } of diagnostics) {
    expect(line, message).toBeGreaterThanOrEqual(1);
    expect(line, message).toBeLessThanOrEqual(lines);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(hint).not.toBe("");
  }
  expect((reading === undefined) === diagnostics.length > 0).toBe(true);
  return reading;
}

test.each(examples)("%s", (_, text, step) => {
  const whole = said(text);
  const values = new Map(whole?.learned.map((field) => [field.path.join("."), field]));
  expect(values.size).toBeGreaterThan(0);
  let read = 0;
  for (let length = 0; length < text.length; length += step) {
    const reading = said(text.slice(0, length));
    if (!reading) continue;
    read++;
    expect(reading.lines.used).toBeLessThanOrEqual(reading.lines.of);
    expect(reading.lines.of).toBeLessThanOrEqual(text.slice(0, length).split("\n").length);
    for (const field of reading.learned) {
      const path = field.path.join(".");
      const full = values.get(path);
      const same = JSON.stringify(field.value) === JSON.stringify(full?.value);
      expect(same || field.basis !== full?.basis, `${path} at ${length} of ${text.length}`).toBe(true);
    }
  }
  // Unless a cut makes it another format (JSON is never valid before its end), much of a file is better than nothing.
  if (!text.startsWith("{")) expect(read).toBeGreaterThan(0);
});

test("a rehearsal that was cut never moves an instant", () => {
  const text = exampleText("drill.csv");
  const whole = readRehearsal({ file: "d", text }).rehearsal;
  for (let length = 0; length < text.length; length++) {
    const { rehearsal, diagnostics } = readRehearsal({ file: "d", text: text.slice(0, length) });
    expect((rehearsal === undefined) === diagnostics.length > 0).toBe(true);
    for (const [event, micros] of rehearsal?.at ?? []) expect(micros).toBe(whole?.at.get(event));
    for (const [name, amount] of rehearsal?.amounts ?? []) expect(amount).toBe(whole?.amounts.get(name));
  }
});

test("whatever is changed, dropped or doubled in a file, it is read or refused, and nothing is thrown", () => {
  const characters = ["", "\n", "0", "-", ",", "|", ":", "{", '"', "\t", "é", "\u0000", " 9", "e9", "%"];
  let state = 12_345;
  const below = (n: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * n);
  };
  for (const [, text] of examples) {
    for (let i = 0; i < 60; i++) {
      const at = below(text.length);
      const changed = `${text.slice(0, at)}${characters[below(characters.length)]}${text.slice(at + below(3))}`;
      said(changed);
      readRehearsal({ file: "d", text: changed });
    }
  }
});

test("empty, binary and foreign files are told apart", () => {
  const code = (text: string) => readMeasurements([{ file: "x", text }]).diagnostics[0]?.code;
  expect([
    code(""),
    code(" \n\n"),
    code("PK\u0003\u0004\u0000\u0000"),
    code("\uFFFD\uFFFD\uFFFD\uFFFDabc"),
  ]).toEqual(Array(4).fill("TWIN1201"));
  expect(code("a,b\n1,2\n")).toBe("TWIN1200");
  const [scenario] = readMeasurements([
    { file: "x", text: "twinsite: 1\nfailover:\n  ttl: 30 s\n" },
  ]).diagnostics;
  expect(scenario).toMatchObject({ code: "TWIN1200", hint: expect.stringContaining("--diff") });
});
