import { expect, test } from "vitest";
import { systemAvailability } from "../../sim/rare/pivotal-decomposition.ts";
import {
  availabilityWithSharedCauses,
  stateProbabilities,
  withBetaFactor,
} from "../../sim/rare/shared-causes.ts";
import { atLeast, component, componentsFrom, parallel } from "../../sim/rare/structure-function.ts";
import { casesOf } from "../theory/validation-cases.ts";

for (const { id, inputs, expected } of casesOf("AV-BETA"))
  test(`${id}: two lines with a common cause, down together`, () => {
    const line = { failureRate: Number(inputs.lambda_per_h), repairRate: Number(inputs.mu_per_h) };
    const system = withBetaFactor([line, line], [{ members: [0, 1], beta: Number(inputs.beta) }]);
    const { unavailability } = availabilityWithSharedCauses(parallel(component(0), component(1)), system);
    expect(unavailability / (expected.U_both_down ?? 0)).toBeCloseTo(1, 7);
  });

test("without shared causes it is the product form", () => {
  const rates = [
    { failureRate: 0.01, repairRate: 1 },
    { failureRate: 0.02, repairRate: 0.5 },
    { failureRate: 0.003, repairRate: 0.1 },
  ];
  const structure = atLeast(2, ...componentsFrom(0, 3));
  const shared = availabilityWithSharedCauses(structure, { components: rates, causes: [] });
  const product = systemAvailability(
    structure,
    rates.map(({ failureRate, repairRate }) => ({ meanUp: 1 / failureRate, meanDown: 1 / repairRate })),
  );
  expect(shared.unavailability / product.unavailability).toBeCloseTo(1, 12);
  expect(shared.failureFrequency / product.failureFrequency).toBeCloseTo(1, 12);
});

test("probabilities of all states add up to one, with overlapping causes too", () => {
  const components = [1, 2, 3, 4].map((k) => ({ failureRate: 0.01 * k, repairRate: 1 / k }));
  const causes = [
    { rate: 0.002, members: [0, 1, 2] },
    { rate: 0.003, members: [2, 3] },
  ];
  const chance = stateProbabilities({ components, causes });
  expect(chance.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 13);
  expect(Math.min(...chance)).toBeGreaterThan(0);
  // What is up as often as it goes down: frequency = unavailability / mean down time, by definition; and a
  // member of two causes is down λ/(λ + μ) of the time with λ the sum of all that hits it.
  const third = availabilityWithSharedCauses(component(2), { components, causes });
  const hit = 0.03 + 0.002 + 0.003;
  expect(third.unavailability).toBeCloseTo(hit / (hit + 1 / 3), 13);
  expect(third.meanDown).toBeCloseTo(3, 11);
});

test("a beta group is of equals, and nobody is in two", () => {
  const [a, b] = [
    { failureRate: 1, repairRate: 1 },
    { failureRate: 2, repairRate: 1 },
  ];
  expect(() => withBetaFactor([a, b], [{ members: [0, 1], beta: 0.1 }])).toThrow(/one failure rate/);
  expect(() =>
    withBetaFactor(
      [a, a],
      [
        { members: [0, 1], beta: 0.1 },
        { members: [1], beta: 0.1 },
      ],
    ),
  ).toThrow(/two beta groups/);
});
