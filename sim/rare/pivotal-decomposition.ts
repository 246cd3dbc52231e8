// Exact availability of a system of independent components, by pivoting on one component after the other: A =
// p A(component up) + (1 − p) A(component down). With it each component's importance, and how often the
// system goes down and for how long. Independent means: own repair crew, no shared cause; otherwise see
// shared-causes.ts or the Markov chain.
// Sources: Barlow & Proschan 1975, 2.1 (pivotal decomposition); Birnbaum 1969 (importance).
import { type SystemAvailability, systemOf } from "./state-sums.ts";
import { type Structure, tableOf } from "./structure-function.ts";

/**
 * Mean time up and mean time down, in any unit of time, the same throughout. Any distributions: only means
 * count.
 */
export interface RepairableComponent {
  readonly meanUp: number;
  readonly meanDown: number;
}

/** Of components with a duty cycle of their own, independent of each other. */
export function systemAvailability(
  structure: Structure,
  components: readonly RepairableComponent[],
): SystemAvailability {
  const table = tableOf(structure, components.length);
  const up = components.map(({ meanUp, meanDown }) => meanUp / (meanUp + meanDown));
  const down = components.map(({ meanUp, meanDown }) => meanDown / (meanUp + meanDown));
  return systemOf(table, productForm(up, down), (s) => {
    let rate = 0;
    for (let i = 0; i < components.length; i++) {
      const component = components[i] as RepairableComponent;
      const isUp = (s & (1 << i)) !== 0;
      if (table[s ^ (1 << i)] === 0) rate += 1 / (isUp ? component.meanUp : component.meanDown);
    }
    return rate;
  });
}

/**
 * Birnbaum's, by component: P(system up | it up) − P(system up | it down), given each one's probability of
 * being up.
 */
export function importanceOf(structure: Structure, up: readonly number[]): number[] {
  const table = tableOf(structure, up.length);
  return up.map((_, i) => {
    const given = (p: number): number =>
      pivot(
        table,
        up.map((each, j) => (j === i ? p : each)),
      );
    return given(1) - given(0);
  });
}

/** P(system up), given each component's probability of being up. */
export const probabilityUp = (structure: Structure, up: readonly number[]): number =>
  pivot(tableOf(structure, up.length), up);

/**
 * P(system down) from the components' probabilities of being down: keeps its digits where P(up) is close to
 * 1.
 */
export function probabilityDown(structure: Structure, down: readonly number[]): number {
  const isDown = tableOf((state) => !structure(state), down.length);
  return pivot(
    isDown,
    down.map((q) => 1 - q),
    down,
  );
}

/** The probability of the states marked in the table, the last component pivoted on first. */
function pivot(
  marked: Uint8Array,
  up: readonly number[],
  down: readonly number[] = up.map((p) => 1 - p),
): number {
  const values = Float64Array.from(marked);
  for (let i = up.length - 1; i >= 0; i--) {
    const half = 2 ** i;
    const [p, q] = [up[i] ?? 0, down[i] ?? 0];
    for (let s = 0; s < half; s++) values[s] = q * (values[s] ?? 0) + p * (values[s + half] ?? 0);
  }
  return values[0] ?? 0;
}

/** The probability of each state: the product of its components'. */
function productForm(up: readonly number[], down: readonly number[]): Float64Array {
  const chance = new Float64Array(2 ** up.length);
  chance[0] = 1;
  up.forEach((p, i) => {
    const half = 2 ** i;
    for (let s = half - 1; s >= 0; s--) {
      chance[s + half] = (chance[s] ?? 0) * p;
      chance[s] = (chance[s] ?? 0) * (down[i] ?? 0);
    }
  });
  return chance;
}
