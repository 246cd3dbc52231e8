// What fails by chance in a scenario: its `failures:` section, or the typical one where none is written, expanded into
// the flat list of processes that faults/clocks.ts runs.

import type { CoverageTerms } from "../failover/coverage.ts";
import type { Ground } from "../faults/ground.ts";
import { drawInputs, underInputs } from "../faults/inputs.ts";
import type { FailureProcess } from "../faults/process.ts";
import { failureSources } from "../faults/sources/registry.ts";
import type { FailureSource } from "../faults/sources/source.ts";
import type { Random } from "../kernel/random.ts";
import { distanceKm } from "./complete.ts";
import { nodesOf, type Scenario } from "./scenario.ts";
import { failures as section } from "./sections/failures.ts";

type Failures = NonNullable<Scenario["failures"]>;

/** The section in force: as written, or the defaults. */
export const failuresOf = (scenario: Scenario): Failures =>
  scenario.failures ?? (section.parse({}) as Failures);

/** Estimates below 10⁻⁶ a year are more than an order of magnitude only where this is true. */
export const areInputsExact = (scenario: Scenario): boolean => failuresOf(scenario).inputs === "exact";

/** Worked out once for each scenario: thousands of replications ask for them. */
const known = new WeakMap<Scenario, readonly FailureProcess[]>();

/** Every process of the scenario with the medians of its inputs; the same for every replication. */
export function failureProcesses(scenario: Scenario): readonly FailureProcess[] {
  const processes = known.get(scenario) ?? expanded(scenario);
  known.set(scenario, processes);
  return processes;
}

function expanded(scenario: Scenario): FailureProcess[] {
  const terms: Readonly<Record<string, unknown>> = failuresOf(scenario);
  const ground = groundOf(scenario);
  return [...failureSources.parts].flatMap(([kind, part]) => {
    if (terms[kind] === "never") return [];
    return (part as unknown as FailureSource).expand(terms[kind] as never, ground);
  });
}

/** The same under the inputs of one outer replication; with exact inputs the medians, whatever the draws. */
export function processesUnder(scenario: Scenario, outer: Random): readonly FailureProcess[] {
  const processes = failureProcesses(scenario);
  return areInputsExact(scenario) ? processes : underInputs(processes, drawInputs(processes, outer));
}

/** How sure a failover is; undefined in a drill that does not ask for it: it succeeds. */
export function coverageTerms(scenario: Scenario, question: "drill" | "outlook"): CoverageTerms | undefined {
  if (question === "drill" && !scenario.failures?.coverage.inDrills) return undefined;
  return failuresOf(scenario).coverage;
}

export function groundOf({ sites, links, clusters }: Scenario): Ground {
  const ids = Object.keys(sites);
  const between = new Map<string, number>();
  return {
    sites: ids.map((id, i) => ({ id, ordinal: `s${i}` })),
    links: Object.entries(links).map(([id, link]) => {
      const ends = link.between.map((site) => ids.indexOf(site)).sort((a, b) => a - b);
      const pair = ends.map((end) => `s${end}`).join("-");
      const count = between.get(pair) ?? 0;
      between.set(pair, count + 1);
      const [a, b] = link.between.map((site) => sites[site]?.location);
      return {
        id,
        ordinal: `${pair}.${count}`,
        between: link.between,
        duct: link.duct,
        kilometers: a && b ? distanceKm(a, b) : undefined,
      };
    }),
    nodes: Object.entries(clusters).flatMap(([name, { members }]) => nodesOf(name, members)),
    clusters: Object.entries(clusters).map(([id, { members }]) => ({ id, sites: Object.keys(members) })),
  };
}
