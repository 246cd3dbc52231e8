// The shape of a scenario file: the sections composed. Input is the user's notation, output internal units.
// Leaves out: what needs more than one section (checks/), defaults that depend on other values (complete.ts).
import { z } from "zod";
import { choiceOf } from "../config/choice.ts";
import { clusterName, name, text } from "../config/fields.ts";
import { assumed } from "../config/part.ts";
import { failoverPolicies } from "../failover/registry.ts";
import { cluster } from "./sections/clusters.ts";
import { backup, client, workload } from "./sections/demand.ts";
import { failures } from "./sections/failures.ts";
import { link, routing, site } from "./sections/places.ts";
import { replication } from "./sections/replication.ts";
import { run } from "./sections/run.ts";
import { disruption, expectation } from "./sections/trouble.ts";

/** Sections that later versions simulate: read, kept as written, and warned about. */
export const RESERVED = ["balancing", "release", "monitoring", "people", "changes", "cost"] as const;

const reserved = z
  .record(z.string(), z.unknown())
  .optional()
  .describe("read, but not simulated by this version");

export const schema = z.strictObject({
  twinsite: z.literal(1).describe("version of this format"),
  title: text.min(1),
  question: text.optional(),
  run,
  sites: z.record(name, site),
  links: z.record(name, link).prefault({}),
  routing,
  clusters: z.record(name, cluster),
  replication,
  failover: choiceOf(failoverPolicies, "lease")
    .prefault("lease")
    .meta(assumed("who decides that a primary is gone", "our assumption: the usual automatic one")),
  clients: z.record(name, client).prefault({}),
  balancing: reserved,
  workload: z.record(clusterName, workload).prefault({}),
  backup: backup.optional(),
  release: reserved,
  monitoring: reserved,
  people: reserved,
  failures,
  disruptions: z.record(name, disruption).prefault({}),
  changes: reserved,
  cost: reserved,
  expect: z.array(expectation).max(1000).prefault([]),
});

/** A scenario as written, in internal units, before complete.ts. */
export type Settings = z.output<typeof schema>;
