// Uncertain inputs: one factor for each parameter, drawn from its own stream; exact inputs are the medians.
import { expect, it } from "vitest";
import { drawInputs, underInputs } from "../../sim/faults/inputs.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { meanOf } from "../../sim/kernel/sampling.ts";
import { failureProcesses, processesUnder } from "../../sim/scenario/failures.ts";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import { example } from "../scenario/example.ts";

const processes = failureProcesses(loadScenarioOrThrow(example));
const root = randomRoot("inputs");

it("components of one sort share the factor of their parameter", () => {
  const drawn = underInputs(processes, drawInputs(processes, root.replication(3)));
  const factors = drawn.flatMap(({ up, source }, i) =>
    source === "stall" ? [meanOf(up) / meanOf(processes[i]!.up)] : [],
  );
  expect(factors.length).toBe(6);
  for (const factor of factors) expect(factor).toBeCloseTo(factors[0] ?? 0, 12);
  expect(Math.abs((factors[0] ?? 1) - 1)).toBeGreaterThan(0.01);
});

it("a parameter of a component of its own has a factor of its own", () => {
  const written = `${example}\nfailures: { stall: { except: { orders-shanghai-1: { every: 99 h } } } }\n`;
  const names = failureProcesses(loadScenarioOrThrow(written))
    .filter(({ source }) => source === "stall")
    .map(({ inputs }) => inputs.up[0]?.name);
  expect(names.filter((name) => name === "stall/every").length).toBe(5);
  expect(new Set(names).size).toBe(2);
});

it("nine in ten draws are within the factor that is written, as many above as below", () => {
  // stall: within a factor of 4. Four standard errors of 4000 draws: 0.019 and 0.032.
  const draws = Array.from(
    { length: 4000 },
    (_, n) => drawInputs(processes, root.replication(n)).get("stall/every")!,
  );
  const inside = draws.filter((factor) => factor > 1 / 4 && factor < 4).length / draws.length;
  expect(Math.abs(inside - 0.9)).toBeLessThan(0.019);
  const above = draws.filter((factor) => factor > 1).length / draws.length;
  expect(Math.abs(above - 0.5)).toBeLessThan(0.032);
});

it("nothing is uncertain where inputs are exact", () => {
  expect(underInputs(processes, new Map())).toEqual(processes);
  const exact = loadScenarioOrThrow(`${example}\nfailures: { inputs: exact }\n`);
  expect(processesUnder(exact, root.replication(5))).toEqual(processes);
  expect(processesUnder(loadScenarioOrThrow(example), root.replication(5))).not.toEqual(processes);
});

it("a draw of one parameter does not depend on which others there are", () => {
  const some = processes.filter(({ source }) => source === "stall");
  const all = drawInputs(processes, root.replication(1));
  for (const [name, factor] of drawInputs(some, root.replication(1))) expect(all.get(name)).toBe(factor);
});
