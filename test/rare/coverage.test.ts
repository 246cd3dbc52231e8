// That 95 % are 95 %: 1,000 macro-replications of simulated estimates whose truth is known. By chance, a true
// 95 % leaves 92 to 98 % about once in 60,000 tests; seeds are fixed.
import { describe, expect, test } from "vitest";
import { randomRoot } from "../../sim/kernel/random.ts";
import { PLAIN } from "../../sim/rare/bias.ts";
import { longRun } from "../../sim/rare/exact-chain.ts";
import type { MarkovChain } from "../../sim/rare/markov-chain.ts";
import { rareFailureProbability, rareHitProbability, rareUnavailability } from "../../sim/rare/rare-chain.ts";
import { failureProbability } from "../../sim/rare/uniformization.ts";
import { commonCause, duplexWithRepair, input, queue, repairman, splitBrain } from "./case-chains.ts";

const random = (name: string, n = 0) => randomRoot(name).replication(n);

describe("95 % intervals of 1,000 macro-replications cover in 92 to 98 %", () => {
  // In the first, what happens after an uncovered failure is not biased and rarely doubles it: more walks are
  // needed until that has been met often enough (at 5,000 jumps the interval covered in 91 %).
  const chains: readonly (readonly [string, number, MarkovChain])[] = [
    ["duplex with coverage", 25_000, duplexWithRepair("AV-DUPLEXU-l0.000228-c0.95-crew1")],
    ["one repairman", 5000, repairman("RE-HRMS-A-2x2")],
    ["a common cause", 5000, commonCause("AV-BETA-l0.00043-b0.05")],
  ];
  for (const [name, stepsMax, chain] of chains)
    test(name, () => {
      const truth = longRun(chain).unavailability;
      let [printed, covered] = [0, 0];
      for (let macro = 0; macro < 1000; macro++) {
        const { low, high } = rareUnavailability(chain, random(name, macro), {
          stepsMax,
          candidates: [{ kind: "balanced", failureShare: 0.5 }],
        });
        if (low === undefined || high === undefined) continue;
        printed++;
        if (low <= truth && truth <= high) covered++;
      }
      expect(printed).toBeGreaterThan(900);
      expect(covered / printed).toBeGreaterThanOrEqual(0.92);
      expect(covered / printed).toBeLessThanOrEqual(0.98);
    });

  test("a split brain within a year", () => {
    const chain = splitBrain([
      [365, 4],
      [365, 4],
      [730, 2],
      [365, 2],
      [365, 2],
    ]);
    const truth = failureProbability(chain, 8760);
    let [printed, covered] = [0, 0];
    for (let macro = 0; macro < 1000; macro++) {
      const { low, high } = rareFailureProbability({ chain, until: 8760 }, random("year", macro), {
        stepsMax: 20_000,
        candidates: [{ kind: "balanced", failureShare: 0.8 }],
      });
      if (low === undefined || high === undefined) continue;
      printed++;
      if (low <= truth && truth <= high) covered++;
    }
    expect(printed).toBeGreaterThan(500);
    expect(covered / printed).toBeGreaterThanOrEqual(0.92);
    expect(covered / printed).toBeLessThanOrEqual(0.98);
  });

  test("plain simulation of a queue that fills up", () => {
    const chain = queue("RE-MM1-0.8-50");
    const level = 6;
    const short = { ...chain, isDown: (n: number) => n === level };
    // Gambler's ruin: (r − 1)/(r^level − 1) with r = 1/ρ.
    const r = 1 / input("RE-MM1-0.8-50", "rho");
    const truth = (r - 1) / (r ** level - 1);
    let covered = 0;
    for (let macro = 0; macro < 1000; macro++) {
      const { low = 0, high = 0 } = rareHitProbability(
        { chain: short, isEnd: (n) => n === 0 },
        random("plain", macro),
        { stepsMax: 20_000, candidates: [PLAIN] },
      );
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / 1000).toBeGreaterThanOrEqual(0.92);
    expect(covered / 1000).toBeLessThanOrEqual(0.98);
  });
});
