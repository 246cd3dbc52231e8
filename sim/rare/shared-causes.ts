// Exact availability of components that also fail together: besides failures of its own, each is hit by
// shared causes (a duct, a power feed, a release) that take down every member of a group at once; repairs are
// each component's own. With exponential times the probability that a set of components is down obeys a
// linear equation in smaller sets only, so 2^n values follow one from another, without a linear system and
// without subtraction.
// Sources: Marshall & Olkin 1967 (shocks); Fleming 1975 (beta factor); the recursion is the balance of "all
// of S down": P(S) (Σ repairs + Σ failures + Σ causes that hit S) = Σ failure_i P(S − i) + Σ cause_g P(S −
// g).
// Leaves out: repair crews that are shared, failure rates that depend on what else is down (see the Markov
// chain).
import { type SystemAvailability, systemOf } from "./state-sums.ts";
import { type Structure, tableOf } from "./structure-function.ts";

/** Rates per unit of time, any unit, the same throughout. */
export interface ExponentialComponent {
  readonly failureRate: number;
  readonly repairRate: number;
}

export interface SharedCause {
  readonly rate: number;
  /** Indices of the components it takes down. */
  readonly members: readonly number[];
}

export interface SharedCauseSystem {
  /** `failureRate` is that of the failures of a component's own. */
  readonly components: readonly ExponentialComponent[];
  readonly causes: readonly SharedCause[];
}

/**
 * The beta-factor model: of a member's failure rate the share `beta` hits the whole group at once. Members of
 * a group have the same failure rate, and each belongs to one group at most.
 */
export function withBetaFactor(
  components: readonly ExponentialComponent[],
  groups: readonly { readonly members: readonly number[]; readonly beta: number }[],
): SharedCauseSystem {
  const shares = components.map(() => 0);
  const causes = groups.map(({ members, beta }) => {
    const rates = new Set(members.map((i) => components[i]?.failureRate));
    const [rate] = rates;
    if (rates.size !== 1 || rate === undefined || !(beta >= 0 && beta <= 1))
      throw new RangeError("a beta group has members of one failure rate and a beta of 0 to 1");
    for (const i of members) {
      if (shares[i] !== 0) throw new RangeError(`component ${i} belongs to two beta groups`);
      shares[i] = beta;
    }
    return { rate: beta * rate, members };
  });
  return {
    components: components.map((each, i) => ({
      ...each,
      failureRate: each.failureRate * (1 - (shares[i] ?? 0)),
    })),
    causes: causes.filter(({ rate }) => rate > 0),
  };
}

/** Steady state of every set of working components: entry s is the probability that exactly these are up. */
export function stateProbabilities(system: SharedCauseSystem): Float64Array {
  const down = allDown(system);
  const full = down.length - 1;
  // From "all of S down" to "exactly S down", set by set.
  for (let bit = 1; bit <= full; bit *= 2)
    for (let s = 0; s <= full; s++) if ((s & bit) === 0) down[s] = (down[s] ?? 0) - (down[s | bit] ?? 0);
  return down.reverse();
}

/** P(all of S are down), S a bit mask. */
function allDown({ components, causes }: SharedCauseSystem): Float64Array {
  const masks = causes.map(({ rate, members }) => ({
    rate,
    mask: members.reduce((mask, i) => mask | (1 << i), 0),
  }));
  const down = new Float64Array(2 ** components.length);
  down[0] = 1;
  for (let s = 1; s < down.length; s++) {
    let [inflow, outflow] = [0, 0];
    components.forEach(({ failureRate, repairRate }, i) => {
      if ((s & (1 << i)) === 0) return;
      inflow += failureRate * (down[s & ~(1 << i)] ?? 0);
      outflow += failureRate + repairRate;
    });
    for (const { rate, mask } of masks) {
      if ((s & mask) === 0) continue;
      inflow += rate * (down[s & ~mask] ?? 0);
      outflow += rate;
    }
    down[s] = inflow / outflow;
  }
  return down;
}

export function availabilityWithSharedCauses(
  structure: Structure,
  system: SharedCauseSystem,
): SystemAvailability {
  const table = tableOf(structure, system.components.length);
  return systemOf(table, stateProbabilities(system), (s) => rateToDown(s, table, system));
}

/** The rate at which the system goes down from state s, in which it is up. */
function rateToDown(s: number, table: Uint8Array, { components, causes }: SharedCauseSystem): number {
  let rate = 0;
  components.forEach(({ failureRate, repairRate }, i) => {
    const isUp = (s & (1 << i)) !== 0;
    if (table[s ^ (1 << i)] === 0) rate += isUp ? failureRate : repairRate;
  });
  for (const cause of causes) {
    const after = cause.members.reduce((up, i) => up & ~(1 << i), s);
    if (table[after] === 0) rate += cause.rate;
  }
  return rate;
}
