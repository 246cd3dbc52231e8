// Three replications of everything: each run ends without a broken invariant, and none of them speaks against what the
// scenario expects. Three runs can only refute a quantile when all of them lie on the wrong side of it: with fixed seeds
// nothing here fails by chance.
import { expect, test } from "vitest";
import { experimentWith, names, scenarioOf } from "./shipped.ts";

test.each(names)("%s: three runs of everything end, and miss no objective", async (name) => {
  const { objectives, disruptions } = await experimentWith(scenarioOf(name), 3);
  expect(disruptions.filter(({ modelled }) => !modelled)).toEqual([]);
  // What is counted per year is for an outlook.
  const asked = objectives.filter(({ expression }) => !/PerYear\b/.test(expression));
  expect(asked.filter(({ verdict }) => verdict === "missed" || verdict === "not-evaluated")).toEqual([]);
});
