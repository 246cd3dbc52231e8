// What a commit waits for, as configurations and catalogues say it: the value for the scenario, and what to compare.
import type { Scenario } from "../scenario/scenario.ts";
import { settingText } from "./amounts.ts";
import type { Comparable, ComparableUnit, LearnedField, Reading, Written } from "./measurement.ts";

/** Only what the file says; what is absent keeps its default. */
export interface SeenAcknowledgement {
  readonly kind: "asynchronous" | "semi-synchronous" | "synchronous" | "quorum";
  readonly standbys?: number;
  readonly stage?: "received" | "flushed" | "applied";
  readonly whenAlone?: "block" | "degrade";
  /** µs. */
  readonly timeout?: number;
}

type Field = Exclude<keyof SeenAcknowledgement, "kind">;
const FIELDS: readonly (readonly [Field, ComparableUnit])[] = [
  ["standbys", "whole number"],
  ["stage", "word"],
  ["whenAlone", "word"],
  ["timeout", "duration"],
];

export function acknowledgementSaid(
  seen: SeenAcknowledgement,
  {
    cluster,
    file,
    basis,
    samples,
  }: { cluster: string | undefined; file: string; basis: string; samples?: number },
): Pick<Reading, "learned" | "comparable"> {
  const path = [...(cluster === undefined ? ["replication"] : ["clusters", cluster]), "acknowledge"];
  const value: Record<string, Written> = { kind: seen.kind };
  const comparable: Comparable[] = [
    {
      path: `${path.join(".")}.kind`,
      what: "what a commit waits for",
      live: seen.kind,
      unit: "word",
      ofScenario: (scenario) => inForce(scenario, cluster)?.kind,
    },
  ];
  for (const [field, unit] of FIELDS) {
    const live = seen[field];
    if (live === undefined) continue;
    value[field] = field === "timeout" ? settingText(live as number) : live;
    comparable.push({
      path: `${path.join(".")}.${field}`,
      what: `${field} of the acknowledgement`,
      live,
      unit,
      ofScenario: (scenario) => fieldOf(inForce(scenario, cluster), field),
    });
  }
  const learned: LearnedField = { path, value, file, basis, ...(samples !== undefined && { samples }) };
  return { learned: [learned], comparable };
}

/** The cluster's own, else that of all. */
function inForce(scenario: Scenario, cluster: string | undefined): { readonly kind: string } | undefined {
  if (cluster === undefined) return scenario.replication.acknowledge;
  const own = Object.hasOwn(scenario.clusters, cluster) ? scenario.clusters[cluster] : undefined;
  return own && (own.acknowledge ?? scenario.replication.acknowledge);
}

function fieldOf(config: { readonly kind: string } | undefined, field: Field): number | string | undefined {
  const value = config && (config as Readonly<Record<string, unknown>>)[field];
  return typeof value === "number" || typeof value === "string" ? value : undefined;
}
