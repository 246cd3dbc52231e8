// Whether two scenarios are of the same build, so that a metric of one means the same in the other: the same data
// sites, clusters and sides, and the same disruptions. Witnesses, links, populations, rules and amounts may differ.
import type { Scenario } from "../../scenario/scenario.ts";

/** Why they cannot be compared; undefined where they can. */
export function structuralDifference(old: Scenario, next: Scenario): string | undefined {
  const [before, after] = [partsOf(old), partsOf(next)];
  for (const [noun, names] of before) {
    const now = after.get(noun) ?? [];
    const gone = names.filter((name) => !now.includes(name));
    const added = now.filter((name) => !names.includes(name));
    if (gone.length + added.length === 0) continue;
    const words = [...gone.map((name) => `without ${name}`), ...added.map((name) => `with ${name}`)];
    return `the scenario has other ${noun}: now ${words.join(", ")}`;
  }
  return undefined;
}

function partsOf({ sites, clusters, replication, disruptions }: Scenario): Map<string, string[]> {
  const dataSites = Object.entries(sites).filter(([, { role }]) => role !== "witness");
  const sides = Object.entries(clusters).map(([name, { members, role, follows, shape }]) => {
    const where = Object.keys(members).join(" and ");
    const kind = (shape ?? replication.shape).kind;
    return `${name} (${role} in ${where}, ${follows === undefined ? kind : `follows ${follows}`})`;
  });
  return new Map([
    ["sites", dataSites.map(([name]) => name)],
    ["clusters", sides],
    ["disruptions", Object.keys(disruptions)],
  ]);
}
