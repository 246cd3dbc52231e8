// Axes → the points of a sweep: all combinations, or samples. Their number is known before any is made.
import { randomRoot } from "../../kernel/random.ts";
import { latinHypercube } from "../../statistics/latin-hypercube.ts";
import type { Axis, Setting } from "./axis.ts";

/** One setting for each path of each axis. */
export type PointSettings = readonly Setting[];

export interface Points {
  /** May be beyond what can be counted exactly; what is refused need not be exact. */
  readonly count: number;
  /** Of each axis, in words for the first line: "8 × 3". */
  readonly product: string;
  all(): PointSettings[];
}

export function gridOf(axes: readonly Axis[]): Points {
  const counts = axes.map(({ count = 1 }) => count);
  const count = counts.reduce((product, each) => product * each, 1);
  return {
    count,
    product: counts.length > 1 ? counts.join(" × ") : "",
    // The last axis moves fastest, as in a nest of loops.
    all: () =>
      Array.from({ length: count }, (_, index) => {
        let rest = index;
        const choices = counts.map(() => 0);
        for (let axis = counts.length - 1; axis >= 0; axis--) {
          const size = counts[axis] as number;
          choices[axis] = rest % size;
          rest = Math.floor(rest / size);
        }
        return axes.flatMap((axis, i) => axis.at(choices[i] as number));
      }),
  };
}

/** The same seed draws the same samples, and an axis more does not move the others'. */
export function samplesOf(axes: readonly Axis[], count: number, seed: string): Points {
  return {
    count,
    product: "",
    all: () => {
      const random = randomRoot(seed).replication(0);
      const draws = axes.map(({ paths }) => {
        const stream = random.stream(`sweep/${paths.join(" ")}`);
        return () => stream.uniform();
      });
      return latinHypercube(count, draws).map((shares) =>
        axes.flatMap((axis, i) => axis.within(shares[i] as number, count)),
      );
    },
  };
}
