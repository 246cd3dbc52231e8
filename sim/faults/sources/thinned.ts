// A share of the failures of a component, as a process of its own.

import { type Distribution, scaled } from "../../quantity/distribution.ts";

/** Exact for an exponential life; for any other the mean is right, and the shape stays. */
export const thinned = (life: Distribution, share: number): Distribution => scaled(life, 1 / share);
