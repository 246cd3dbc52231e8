// Which component is chosen to fail first, and which ones fail next: at the start all alike and as often as they do,
// later those that brought about what is rare in the pilot. A part of the choice stays with all of them, so that no
// way to the event becomes unlikely.
// Source: Rubinstein & Kroese, The Cross-Entropy Method, 2004 (learning what to draw); Hesterberg, Technometrics 37,
// 1995 (defensive mixtures).
import type { FailureProcess } from "../../faults/process.ts";
import { meanOf } from "../../kernel/sampling.ts";
import type { Hit } from "./excursion-job.ts";
import { isBeyond, type RareTarget } from "./targets.ts";

/** Shares by process; each list's sum is 1. */
export interface Proposal {
  readonly first: readonly number[];
  /** Of failures within an incident. */
  readonly further: readonly number[];
}

/** What stays with all processes alike, and with each as often as it fails. */
const ALIKE = 0.25;
const NATURAL = 0.25;

/** As often as each of them fails by itself. */
export function naturalFirst(processes: readonly FailureProcess[]): readonly number[] {
  const rates = processes.map(({ up }) => 1 / meanOf(up));
  return normalised(rates);
}

export function untaught(processes: readonly FailureProcess[]): Proposal {
  const alike = processes.map(() => 1 / processes.length);
  return { first: mixture([0.5, alike], [0.5, naturalFirst(processes)]), further: alike };
}

/** Targets met so often, in effect, count alike. */
const ENOUGH = 20;

/** From the pilot's hits. */
export function taught(
  processes: readonly FailureProcess[],
  hits: readonly Hit[],
  targets: readonly RareTarget[],
): Proposal {
  const first = processes.map(() => 0);
  const further = processes.map(() => 0);
  for (const target of targets) {
    const met = hits.filter((hit) => isBeyond(target, hit));
    const total = met.reduce((sum, { perYear }) => sum + perYear, 0);
    const squares = met.reduce((sum, { perYear }) => sum + perYear * perYear, 0);
    // Few hits with any weight teach little.
    const worth = Math.min(ENOUGH, (total * total) / squares);
    for (const { perYear, causes } of met)
      causes.forEach((cause, i) => {
        const shares = i === 0 ? first : further;
        if (cause >= 0) shares[cause] = (shares[cause] as number) + (worth * perYear) / total;
      });
  }
  const known = untaught(processes);
  return {
    first: isEmpty(first)
      ? known.first
      : mixture(
          [1 - ALIKE - NATURAL, normalised(first)],
          [ALIKE, processes.map(() => 1 / processes.length)],
          [NATURAL, naturalFirst(processes)],
        ),
    further: isEmpty(further) ? known.further : mixture([0.5, normalised(further)], [0.5, known.further]),
  };
}

const isEmpty = (shares: readonly number[]): boolean => shares.every((share) => share === 0);

function normalised(values: readonly number[]): readonly number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

const mixture = (...parts: readonly (readonly [number, readonly number[]])[]): number[] =>
  (parts[0] as (typeof parts)[0])[1].map((_, i) =>
    parts.reduce((sum, [share, values]) => sum + share * (values[i] as number), 0),
  );
