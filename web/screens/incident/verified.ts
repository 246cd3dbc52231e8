// Is the run that was played here the run that was stored? All three digests must be the same: what happened, what was
// drawn, and what came out.
import type { RunResult } from "../../../sim/index.ts";

export interface Verification {
  readonly outcome: "same" | "differs" | "nothing stored";
  /** Which digests differ. */
  readonly differing: readonly string[];
}

const DIGESTS = ["trajectory", "draws", "results"] as const;

export function verify(played: RunResult, stored: readonly RunResult[]): Verification {
  const same = stored.find(
    ({ disruption, replication }) => disruption === played.disruption && replication === played.replication,
  );
  if (!same) return { outcome: "nothing stored", differing: [] };
  const differing = DIGESTS.filter((name) => same.fingerprint[name] !== played.fingerprint[name]);
  return { outcome: differing.length === 0 ? "same" : "differs", differing };
}
