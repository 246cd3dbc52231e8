// Exact availability of a system of independent components, by pivoting on one component after the other:
// A = p A(component up) + (1 − p) A(component down). With it, because the table is folded anyway, each component's
// importance, and from these how often the system goes down and for how long. Independent means: own repair crew, no
// shared cause; otherwise see shared-causes.ts or the Markov chain.
// Sources: Barlow & Proschan 1975, 2.1 (pivotal decomposition); Birnbaum 1969 (importance); Ross 1975, On the
// calculation of asymptotic system reliability characteristics (failure frequency).
import { type Structure, tableOf } from "./structure-function.ts";

/** Mean time up and mean time down, in any unit of time, the same throughout. Any distributions: only means count. */
export interface RepairableComponent {
  readonly meanUp: number;
  readonly meanDown: number;
}

/** In the unit of time of the components. */
export interface SystemAvailability {
  readonly availability: number;
  /** Summed apart from the availability, so that 1e-15 is not lost beside 1. */
  readonly unavailability: number;
  /** System failures per unit of time. */
  readonly failureFrequency: number;
  readonly meanUp: number;
  readonly meanDown: number;
  /** Birnbaum's, by component: P(system up | it up) − P(system up | it down). */
  readonly importance: readonly number[];
}

/** Of components with a duty cycle of their own, independent of each other. */
export function systemAvailability(
  structure: Structure,
  components: readonly RepairableComponent[],
): SystemAvailability {
  const table = tableOf(structure, components.length);
  const availabilities = components.map(({ meanUp, meanDown }) => meanUp / (meanUp + meanDown));
  const downs = components.map(({ meanUp, meanDown }) => meanDown / (meanUp + meanDown));
  const chances = { up: availabilities, down: downs };
  const unavailability = fold(table, chances, { of: 0 });
  const importance: number[] = [];
  let failureFrequency = 0;
  components.forEach(({ meanUp, meanDown }, i) => {
    const [downUnderUp, downUnderDown] = [true, false].map((isUp) =>
      fold(table, chances, { of: 0, pinned: i, isUp }),
    ) as [number, number];
    importance.push(downUnderDown - downUnderUp);
    // The component fails once per cycle; the system with it where it matters, and only then.
    failureFrequency += criticalShare(table, chances, i) / (meanUp + meanDown);
  });
  const availability = fold(table, chances, { of: 1 });
  return {
    availability,
    unavailability,
    failureFrequency,
    meanUp: availability / failureFrequency,
    meanDown: unavailability / failureFrequency,
    importance,
  };
}

/** P(system up), given each component's probability of being up. */
export function probabilityUp(structure: Structure, up: readonly number[]): number {
  const down = up.map((p) => 1 - p);
  return fold(tableOf(structure, up.length), { up, down }, { of: 1 });
}

/** The same for "down", to full relative accuracy: from the components' probabilities of being down. */
export function probabilityDown(structure: Structure, down: readonly number[]): number {
  const up = down.map((q) => 1 - q);
  return fold(tableOf(structure, down.length), { up, down }, { of: 0 });
}

interface Chances {
  readonly up: readonly number[];
  readonly down: readonly number[];
}

/** The probability of the states whose table entry is `of`, one component, perhaps, pinned to up or down. */
function fold(
  table: Uint8Array,
  { up, down }: Chances,
  { of, pinned, isUp }: { readonly of: 0 | 1; readonly pinned?: number; readonly isUp?: boolean },
): number {
  const values = Float64Array.from(table, (entry) => (entry === of ? 1 : 0));
  for (let i = up.length - 1; i >= 0; i--) {
    const half = 2 ** i;
    const p = i === pinned ? (isUp ? 1 : 0) : (up[i] ?? 0);
    const q = i === pinned ? (isUp ? 0 : 1) : (down[i] ?? 0);
    for (let s = 0; s < half; s++) values[s] = q * (values[s] ?? 0) + p * (values[s + half] ?? 0);
  }
  return values[0] ?? 0;
}

/** The probability that the others stand so that the system changes, in either direction, from up to down with it. */
function criticalShare(table: Uint8Array, { up, down }: Chances, i: number): number {
  const bit = 2 ** i;
  // 1 where the failure, or (of a rule that is not monotone) the repair, of component i takes the system down.
  const critical = Uint8Array.from(table, (_, s) => {
    const [withIt, without] = [table[s | bit], table[s & ~bit]];
    return withIt === 1 && without === 0 ? 1 : withIt === 0 && without === 1 ? 1 : 0;
  });
  return fold(critical, { up, down }, { of: 1 });
}
