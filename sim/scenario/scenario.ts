// A scenario as the model reads it: the schema's output completed, deeply read-only, in internal units (µs,
// bytes, bytes/µs, events/µs, ratios). Plain data: it can be cloned to a worker.
import type { Mark } from "../config/part.ts";
import type { Bytes } from "../quantity/data.ts";
import type { Duration } from "../quantity/time.ts";
import type { Settings } from "./schema.ts";

type Plain = string | number | boolean | null | undefined;
export type DeepReadonly<T> = unknown extends T
  ? T
  : T extends Plain
    ? T
    : { readonly [K in keyof T]: DeepReadonly<T[K]> };

type Entry<Section extends "links" | "clusters" | "clients"> = Settings[Section][string];

/** A link with everything known: given, or derived by complete.ts. */
export type LinkSettings = Omit<Entry<"links">, "rtt" | "queue" | "prefer"> & {
  rtt: Duration;
  /** The round trip comes from the map, not from a measurement. */
  rttEstimated: boolean;
  queue: Bytes;
  /** Lower is used first. */
  prefer: number;
};

export type ClusterSettings = Omit<Entry<"clusters">, "site" | "nodes" | "members" | "prefers"> & {
  /** Nodes in each site, in the order of writing. */
  members: Record<string, number>;
  prefers: string;
};

export type ClientSettings = Omit<Entry<"clients">, "of"> & { of: string };

export type BackupSettings = Omit<NonNullable<Settings["backup"]>, "of"> & { of: string };

export interface Expectation {
  /** Name of the metric with its unit suffix: `rtoAchievedSeconds`. */
  metric: string;
  scope?: string;
  statistic: "mean" | "p50" | "p95" | "p99" | "max" | "total";
  comparison: "<=" | ">=";
  /** In the metric's unit. */
  threshold: number;
  unit: string;
  /** Absent: every disruption must meet it. */
  disruption?: string;
  /** As written. */
  text: string;
  line: number;
}

/** A default or preset value in force that nobody has checked for this system. */
export interface Assumption {
  path: string;
  /** In the user's notation. */
  value: string;
  source: string;
  mark: Mark;
}

/** The columns of a recording, by header; times in µs where the header says so (`_us`, `_ms`, `_s`). */
export interface Recording {
  columns: { header: string; values: number[] }[];
}

interface Completed {
  /** The file's name without folder and extension. */
  name: string;
  links: Record<string, LinkSettings>;
  clusters: Record<string, ClusterSettings>;
  clients: Record<string, ClientSettings>;
  backup: BackupSettings | undefined;
  expect: Expectation[];
  attachments: Record<string, Recording>;
  assumptions: Assumption[];
}

export type Scenario = DeepReadonly<Omit<Settings, keyof Completed> & Completed>;

export type Disruption = Scenario["disruptions"][string];

/** One database node of the scenario. */
export interface NodeName {
  readonly id: string;
  readonly cluster: string;
  readonly site: string;
}

/** The nodes of one cluster, `orders-shanghai-1` first: in the order of its members. */
export const nodesOf = (cluster: string, members: Readonly<Record<string, number>>): NodeName[] =>
  Object.entries(members).flatMap(([site, nodes]) =>
    Array.from({ length: Math.min(nodes, 10_000) }, (_, i) => ({
      id: `${cluster}-${site}-${i + 1}`,
      cluster,
      site,
    })),
  );
