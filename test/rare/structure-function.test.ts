import { describe, expect, test } from "vitest";
import {
  importanceOf,
  probabilityDown,
  probabilityUp,
  systemAvailability,
} from "../../sim/rare/pivotal-decomposition.ts";
import { atLeast, component, componentsFrom, parallel, series } from "../../sim/rare/structure-function.ts";
import { caseOf, casesOf } from "../theory/validation-cases.ts";

const inputs = (id: string, name: string): number => Number(caseOf(id).inputs[name]);

for (const { id, expected } of casesOf("AV-KOFN"))
  test(`${id}: k of n from the truth table`, () => {
    const n = inputs(id, "n");
    const structure = atLeast(inputs(id, "k"), ...componentsFrom(0, n));
    const up = new Array<number>(n).fill(inputs(id, "component_availability"));
    // Expected values carry nine digits.
    expect(Math.abs(probabilityUp(structure, up) - (expected.A ?? 0))).toBeLessThan(5e-10);
    // The binomial sum itself to 1e-12.
    expect(Math.abs(probabilityUp(structure, up) - binomialTail(id))).toBeLessThan(1e-12);
  });

function binomialTail(id: string): number {
  const [k, n, a] = [inputs(id, "k"), inputs(id, "n"), inputs(id, "component_availability")];
  let [sum, ways] = [0, 1];
  for (let j = 0; j <= n; j++) {
    if (j >= k) sum += ways * a ** j * (1 - a) ** (n - j);
    ways *= (n - j) / (j + 1);
  }
  return sum;
}

test("AV-PARLINK-1: a single line", () => {
  const line = { meanUp: inputs("AV-PARLINK-1", "mtbf_h"), meanDown: inputs("AV-PARLINK-1", "mttr_h") };
  const { unavailability } = systemAvailability(component(0), [line]);
  const { expected } = caseOf("AV-PARLINK-1");
  expect(unavailability / (expected.U ?? 0)).toBeCloseTo(1, 8);
  expect((unavailability * 365 * 24 * 60) / (expected.minutes_per_yr ?? 0)).toBeCloseTo(1, 8);
});

for (const id of ["AV-2S-8760-4", "AV-2S-1710-10"])
  test(`${id}: one component, in the long run`, () => {
    const one = { meanUp: inputs(id, "mtbf_up_h"), meanDown: inputs(id, "mttr_h") };
    const { availability, unavailability, failureFrequency } = systemAvailability(component(0), [one]);
    const { expected } = caseOf(id);
    expect(availability).toBeCloseTo(expected.A ?? 0, 9);
    expect(unavailability * 8760).toBeCloseTo(expected.downtime_h_per_yr ?? 0, 6);
    expect(failureFrequency * 8760).toBeCloseTo(expected.failures_per_yr ?? 0, 8);
  });

describe("two sites in product form", () => {
  // A site is its power, its switch and two nodes of which one is enough; the service needs one site.
  const power = { meanUp: 8760 * 2, meanDown: 4 };
  const network = { meanUp: 8760, meanDown: 1 };
  const node = { meanUp: 2000, meanDown: 8 };
  const site = (first: number) =>
    series(component(first), component(first + 1), parallel(...componentsFrom(first + 2, 2)));
  const ofSite = [power, network, node, node];
  const u = ({ meanUp, meanDown }: { meanUp: number; meanDown: number }): number =>
    meanDown / (meanUp + meanDown);
  const siteDown = 1 - (1 - u(power)) * (1 - u(network)) * (1 - u(node) * u(node));

  test("unavailabilities of sites multiply", () => {
    const both = systemAvailability(parallel(site(0), site(4)), [...ofSite, ...ofSite]);
    expect(both.unavailability / (siteDown * siteDown)).toBeCloseTo(1, 10);
  });

  test("it fails as often as each site fails while the other is down", () => {
    const one = systemAvailability(site(0), ofSite);
    const both = systemAvailability(parallel(site(0), site(4)), [...ofSite, ...ofSite]);
    expect(both.failureFrequency / (2 * one.failureFrequency * siteDown)).toBeCloseTo(1, 10);
    // Down times of two sites that overlap: harmonic in their means.
    expect(both.meanDown / (one.meanDown / 2)).toBeCloseTo(1, 10);
  });
});

test("importance: in series the availability of the others, in parallel their failure", () => {
  const pair = [component(0), component(1)];
  expect(importanceOf(series(...pair), [0.99, 0.9])[0]).toBeCloseTo(0.9, 14);
  expect(importanceOf(parallel(...pair), [0.99, 0.9])[1]).toBeCloseTo(0.01, 14);
});

test("a rule that is not monotone counts repairs that take the system down", () => {
  // Up while exactly one of two is up: it goes down with every event but those that leave "both down".
  const exactlyOne = (up: number): boolean => up === 1 || up === 2;
  const c = { meanUp: 1, meanDown: 1 };
  const { availability, failureFrequency } = systemAvailability(exactlyOne, [c, c]);
  expect(availability).toBeCloseTo(0.5, 14);
  // States change at rate 2; from "one up" both changes lead down: 0.5 × 2.
  expect(failureFrequency).toBeCloseTo(1, 14);
});

test("twenty components in parallel keep all digits of 10⁻⁴⁰", () => {
  const down = new Array<number>(20).fill(0.01);
  expect(probabilityDown(parallel(...componentsFrom(0, 20)), down) / 1e-40).toBeCloseTo(1, 12);
});
