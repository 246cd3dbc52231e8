// The promise of synchronous replication: acknowledged when enough standbys have it on disk, never degrading, promoted only
// among those, no disk destroyed: then nothing acknowledged is ever lost, whatever else breaks and whenever.
import fc from "fast-check";
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import { type Drawn, worlds } from "./random-scenarios.ts";

const stage = fc.constantFrom("flushed", "applied");
const all = stage.map((at) => `{ kind: synchronous, standbys: all, stage: ${at} }`);

/** Everybody has it: whoever is promoted, by whomever. */
const everybody = worlds(
  () =>
    fc.oneof(
      all.map((kind) => `acknowledge: ${kind}`),
      fc
        .tuple(all, all)
        .map(
          ([near, far]) =>
            `edges: { within-site: { acknowledge: ${near} }, across-sites: { acknowledge: ${far} } }`,
        ),
    ),
  { mayBePeople: true },
);

/** Some have it, and a machine promotes nobody else. */
const some = worlds(
  ({ a, b }) =>
    fc.oneof(
      stage.map((at) => `acknowledge: { kind: synchronous, stage: ${at} }`),
      fc
        .tuple(fc.integer({ min: 1, max: a + b }), stage)
        .map(([k, at]) => `acknowledge: { kind: quorum, standbys: ${k}, stage: ${at} }`),
      all.map((kind) => `edges: { across-sites: { acknowledge: ${kind} } }`),
    ),
  { mayBePeople: false },
);

it.each([
  ["all standbys have it", everybody],
  ["some have it and only those may lead", some],
] as const)("nothing acknowledged is lost when %s", (_, drawn) => {
  let discarded = 0;
  let runs = 0;
  fc.assert(
    fc.property(drawn, fc.integer({ min: 1, max: 1e6 }), ({ scenario }: Drawn, replication) => {
      const { values } = runOnce(scenario, { disruption: "drawn", replication, seed: "strict" });
      runs++;
      if ((values.divergentTransactions ?? 0) > 0) discarded++;
      return values.lostTransactions === 0;
    }),
    { numRuns: 120, seed: 20_260 },
  );
  // It would be no promise if histories were never replaced.
  expect(discarded).toBeGreaterThan(runs / 20);
});
