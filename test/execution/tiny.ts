// A study of tiny units: a scenario in which nothing happens, on the fluid plane, a run per unit.

import { sha256 } from "../../sim/cli/sha256.ts";
import {
  type Design,
  inquire,
  openDesign,
  type PlannedUnit,
  planUnits,
  type StudyPart,
} from "../../sim/index.ts";

export const TINY = `
twinsite: 1
title: As little as possible
sites: { a: {}, b: {} }
links: { ab: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 30 ms } }
clusters: { db: { members: { a: 1, b: 1 } } }
failover: { kind: manual }
workload: { db: { arrivals: { kind: constant, mean: 50 /s } } }
run: { limit: 20 s }
disruptions: {}
`;

export function tinyDesign(): Design {
  const { design, diagnostics } = openDesign(TINY, { file: "tiny.yaml" }, sha256);
  if (!design) throw new Error(JSON.stringify(diagnostics));
  return design;
}

/** A part for each seed, in which every replication is a unit. */
export function tinyParts(seeds: readonly string[], replications = 10): StudyPart[] {
  const { design, scenario, diagnostics } = openDesign(TINY, { file: "tiny.yaml" }, sha256);
  if (!design || !scenario) throw new Error(JSON.stringify(diagnostics));
  return seeds.map((seed) => ({
    design,
    inquiry: inquire(
      { design, scenario, diagnostics },
      { question: "drill", seed, replications, years: 0, resolution: "fluid" },
    ),
  }));
}

export const tinyPlan = (seeds: readonly string[], replications = 10): PlannedUnit[] =>
  planUnits(tinyParts(seeds, replications), sha256);

export const bytesOf = (parts: readonly StudyPart[]): string =>
  JSON.stringify(parts.map(({ inquiry }) => inquiry.answer()));

/** Whole numbers from 0 to `below` − 1, the same for a seed everywhere (mulberry32). */
export function drawsOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}
