// A preset: the parameters of a real product, as data. Each value says where it was read and how far it was checked.
// Explicit values win over a preset, a preset over the schema's defaults.
import type { Mark } from "../../config/part.ts";

export interface PresetParameter {
  /** Path inside the section, `node.flush`; the value in the user's notation. */
  readonly key: string;
  readonly value: unknown;
  readonly source: string;
  readonly mark: Mark;
}

/** What the product itself refuses. */
export interface Limits {
  /** By path inside the section; durations in the user's notation. */
  readonly least: Readonly<Record<string, string>>;
  /** How many failing calls, each retried on its own, one round of a lease's loop must survive. */
  readonly retriesInTtl: number;
  /** Who refuses. */
  readonly source: string;
}

export interface Preset {
  readonly name: string;
  /**
   * Where it may be named: `clusters.*.preset`, `failover.preset` (and a cluster's own), `backup.preset`,
   * `failures.preset`, `routing.preset`, `clients.*.preset`.
   */
  readonly section: "cluster" | "failover" | "backup" | "failures" | "routing" | "client";
  readonly title: string;
  readonly version: string;
  readonly parameters: readonly PresetParameter[];
  readonly limits?: Limits;
}

/** Rows of key, value, source of one mark. */
type Row = readonly [key: string, value: unknown, source: string];

const marked =
  (mark: Mark) =>
  (...rows: readonly Row[]): PresetParameter[] =>
    rows.map(([key, value, source]) => ({ key, value, source, mark }));

export const verified = marked("verified");
export const remembered = marked("memory");
export const assumed = marked("assumption");
