// A study in shares: machine i of n does every n-th unit, from the i-th on. Neighbours cost alike, so the shares
// do too; a share that is one stretch of a sweep would have all of its slow corner.
import type { Hash } from "./design.ts";
import type { PlannedUnit } from "./plan.ts";

export interface Shard {
  /** From 1. */
  readonly number: number;
  readonly of: number;
}

export const unitsOf = (plan: readonly PlannedUnit[], { number, of }: Shard): PlannedUnit[] =>
  plan.filter((_, index) => index % of === number - 1);

/** Equal for the same study: what is asked, and every unit of it. */
export const studyDigest = (description: unknown, plan: readonly PlannedUnit[], hash: Hash): string =>
  hash(JSON.stringify([description, ...plan.map(({ key }) => key)]));
