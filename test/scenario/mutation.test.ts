// 2,000 seeded mutations of the scenarios: none may throw or hang, every refusal says where and what was expected.
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Diagnostic } from "../../sim/config/diagnostic.ts";
import { loadScenario } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";
import { example } from "./example.ts";

const MUTATIONS = 2000;
const SEED = 20_240_611;

/** mulberry32: a small generator of the test's own, so that mutations stay the same when the simulator's changes. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const FOLDER = new URL("../../scenarios/", import.meta.url);
const shipped = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".yaml"))
  .sort()
  .map((file) => readFileSync(new URL(file, FOLDER), "utf8"));
const failing = `${example}
failures:
  preset: pessimistic
  inputs: exact
  coverage: { fresh: 97 %, floor: 60 %, decay: 90 d, drill: 91 d, repair: { kind: lognormal, median: 1 h, p95: 5 h } }
  link-cut:
    every: { kind: weibull, scale: 2600 h, shape: 0.8 }
    shared: { pair: 5 %, ducts: { north: 40 % } }
    except: { carrier-1: { every: 2600 h, repair: { kind: lognormal, median: 8 h, sigma: 1.1 } } }
  site-disaster: { perYear: 0.2 %, except: { beijing: { perYear: 1 % } } }
  rack-loss: { racks: 3, except: { shanghai: { racks: 1 } } }
  operator-error: { every: 4380 h, everywhere: 40 %, within: { every: 5 } }
  stall: never
`;
const texts = [example, failing, ...shipped];

const STRANGE = [
  "",
  "null",
  "-1",
  "0",
  "1e400",
  "120 %",
  "[]",
  "{}",
  "*x",
  "&x",
  "<<",
  "~",
  "\t",
  "\u0000",
  "'",
  '"',
  "|",
  ">",
];
const WORDS = [
  "30",
  "30 m",
  "1 Gb",
  "shanghai",
  "beijing",
  "orders",
  "primary",
  "quorum",
  "none",
  "weekly",
  "true",
  "__proto__",
];

/** One or two small damages of a text, as a person's slip or a broken tool would do. */
function mutated(text: string, draw: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(draw() * list.length)] as T;
  const position = (length: number) => Math.floor(draw() * (length + 1));
  const lines = text.split("\n");
  const line = position(lines.length - 1);
  const words = [...text.matchAll(/[^\s,:[\]{}#]+/g)];
  const word = pick(words);
  const at = position(text.length);
  const replaceWord = (by: string) =>
    text.slice(0, word.index) + by + text.slice(word.index + word[0].length);
  const mutations: (() => string)[] = [
    () => text.slice(0, at) + text.slice(at + 1 + position(3)),
    () => text.slice(0, at) + pick([..."abz019 %:,-{}[]#'\"&*!|>@`\t\u0007é北"]) + text.slice(at),
    () => lines.filter((_, index) => index !== line).join("\n"),
    () => [...lines.slice(0, line), lines[line], ...lines.slice(line)].join("\n"),
    () => [...lines.slice(0, line), pick(lines), ...lines.slice(line)].join("\n"),
    () => lines.map((each, index) => (index === line ? ` ${each}` : each)).join("\n"),
    () => lines.map((each, index) => (index === line ? each.replace(/^ /, "") : each)).join("\n"),
    () => replaceWord(pick(STRANGE)),
    () => replaceWord(pick(WORDS)),
    () => replaceWord(pick(words)[0]),
    () => replaceWord(word[0].slice(0, -1)),
    () => replaceWord([...word[0]].reverse().join("")),
    () => replaceWord(`${word[0]}${word[0]}`),
    () => text.slice(0, at),
    () => text.slice(0, at) + pick(STRANGE).repeat(position(50)) + text.slice(at),
  ];
  const once = pick(mutations)();
  return draw() < 0.3 && once.trim() !== "" ? mutated(once, draw) : once;
}

function checkRefusal(diagnostics: readonly Diagnostic[], text: string): void {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(errors.length).toBeGreaterThan(0);
  const lines = text.split("\n");
  for (const { code, file, line, column, endLine, endColumn, message, hint } of errors) {
    expect(code).toMatch(/^TWIN1\d{3}$/);
    expect(file).toBe("mutated.yaml");
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(column).toBeLessThanOrEqual((lines[line - 1]?.length ?? 0) + 1);
    expect(endLine > line || endColumn >= column).toBe(true);
    // What was expected is in the message ("expected …", "must be …", "needs …") or in the hint.
    expect(message.length).toBeGreaterThan(5);
    expect(`${message} ${hint ?? ""}`).not.toMatch(/undefined|\[object|NaN|Invalid input/);
    expect(
      code === "TWIN1001" || hint !== undefined || /expected|must be|needs|a name is/.test(message),
    ).toBe(true);
  }
}

/** What every accepted scenario holds, whatever its text. */
function checkScenario(scenario: Scenario): void {
  const sites = Object.keys(scenario.sites);
  for (const { rtt, bandwidth, queue, between, loss } of Object.values(scenario.links)) {
    expect(Number.isSafeInteger(rtt) && rtt > 0).toBe(true);
    expect(bandwidth > 0 && queue > 0 && loss.mean <= 1 && loss.burst >= 1).toBe(true);
    expect(between.every((site) => sites.includes(site)) && between[0] !== between[1]).toBe(true);
  }
  for (const { members, prefers, follows } of Object.values(scenario.clusters)) {
    expect(Object.keys(members)).toContain(prefers);
    expect(Object.values(members).every((nodes) => Number.isInteger(nodes) && nodes >= 1)).toBe(true);
    expect(follows === undefined || follows in scenario.clusters).toBe(true);
  }
  for (const cluster of Object.keys(scenario.workload)) {
    const populations = Object.values(scenario.clients).filter(({ of }) => of === cluster);
    expect(populations.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  }
  for (const { limit, faults } of Object.values(scenario.disruptions)) {
    expect(faults.length).toBeGreaterThan(0);
    for (const { after } of faults) expect(after).toBeLessThan(limit ?? scenario.run.limit);
  }
  expect(JSON.parse(JSON.stringify(scenario))).toEqual(JSON.parse(JSON.stringify(structuredClone(scenario))));
}

it(`${MUTATIONS} mutations are refused with place and expectation, or give a sound scenario`, () => {
  const draw = generator(SEED);
  let refused = 0;
  for (let n = 0; n < MUTATIONS; n++) {
    const text = mutated(texts[n % texts.length] ?? example, draw);
    const begin = process.cpuUsage();
    const { scenario, diagnostics } = loadScenario(text, { file: "mutated.yaml" });
    const name = `mutation ${n} of seed ${SEED}:\n${text}`;
    // Of processor: a busy machine is none of its faults.
    expect(process.cpuUsage(begin).user / 1000, name).toBeLessThan(1000);
    try {
      if (scenario) checkScenario(scenario);
      else checkRefusal(diagnostics, text);
    } catch (error) {
      throw new Error(`${name}\n${JSON.stringify(diagnostics, null, 1)}`, { cause: error });
    }
    if (!scenario) refused++;
  }
  // Comments, titles and spacing may be damaged freely; most other damages must be noticed.
  expect(refused).toBeGreaterThan(MUTATIONS / 2);
  expect(refused).toBeLessThan(MUTATIONS);
}, 240_000);
