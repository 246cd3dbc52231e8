// The value that counts at a path, wherever it comes from, in the words of a scenario.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { fieldsInForce, loadScenario } from "../../sim/index.ts";

const text = readFileSync(new URL("../../scenarios/two-cities.yaml", import.meta.url), "utf8");

it("is what the file says, else what a preset says, else the default", () => {
  const paths = ["clients.east.redirect.ttl", "failover.ttl", "failover.promote", "clients.east.local.rise"];
  const [own, preset, distribution, plain] = fieldsInForce(text, [], paths);
  expect(own).toMatchObject({ value: "30 s", isWritten: true });
  expect(preset).toMatchObject({ value: "30 s", description: expect.stringContaining("Patroni") });
  expect(distribution).toMatchObject({ value: "{ kind: uniform, from: 0.1 s, to: 0.2 s }", isWritten: true });
  expect(plain).toMatchObject({ value: "2", isWritten: false });
});

it("follows overrides, and can be written as one", () => {
  const [changed] = fieldsInForce(text, ["failover.race={ kind: constant, value: 1 s }"], ["failover.race"]);
  expect(changed).toMatchObject({ value: "{ kind: constant, value: 1 s }", isWritten: true });
  const { scenario } = loadScenario(text, { overrides: [`failover.race=${changed?.value}`] });
  expect(scenario).toBeDefined();
});

it("knows nothing of a field that there is not", () => {
  expect(fieldsInForce(text, [], ["failover.colour"])).toEqual([
    { path: "failover.colour", isWritten: false },
  ]);
});
