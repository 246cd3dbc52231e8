// Tables for the ziggurat method: a density covered by 255 horizontal strips and a base strip of equal area,
// so that most draws cost one multiplication and one comparison. Computed at load with our own exp and log:
// the same everywhere.
// Source: Marsaglia & Tsang, "The Ziggurat Method for Generating Random Variables", J. Stat. Software 5(8),
// 2000.

import { exp, log } from "./arithmetic.ts";

const LAYERS = 256;

export interface Ziggurat {
  /** Where the base strip ends and the tail begins. */
  readonly tail: number;
  /** Right edge of each strip; the first is the base strip's width were it a rectangle, the last is 0. */
  readonly edges: Float64Array;
  /** The density at each edge. */
  readonly heights: Float64Array;
}

function build(tail: number, area: number, density: (x: number) => number, inverse: (y: number) => number) {
  const edges = new Float64Array(LAYERS + 1);
  const heights = new Float64Array(LAYERS + 1);
  edges[0] = area / density(tail);
  edges[1] = tail;
  for (let layer = 2; layer < LAYERS; layer++) {
    const below = edges[layer - 1]!;
    edges[layer] = inverse(area / below + density(below));
  }
  edges[LAYERS] = 0;
  for (let layer = 0; layer <= LAYERS; layer++) heights[layer] = density(edges[layer]!);
  return { tail, edges, heights };
}

/** Density e^−x. Tail and strip area for 256 layers: Marsaglia & Tsang. */
export const exponentialZiggurat: Ziggurat = build(
  7.69711747013105,
  0.003949659822581557,
  (x) => exp(-x),
  (y) => -log(y),
);

/** Density e^(−x²/2), the right half. Tail and strip area for 256 layers: Marsaglia & Tsang. */
export const normalZiggurat: Ziggurat = build(
  3.654152885361009,
  0.00492867323399,
  (x) => exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * log(y)),
);
