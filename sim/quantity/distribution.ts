// A distribution as data: shape and parameters in internal units (µs for times, bytes, bytes/µs …). Drawing is in
// kernel/sampling.ts. A plain quantity is the constant distribution.

export type Distribution =
  | { readonly kind: "constant"; readonly value: number }
  | { readonly kind: "uniform"; readonly from: number; readonly to: number }
  | { readonly kind: "exponential"; readonly mean: number }
  /** Truncated at zero: a draw below zero counts as zero. */
  | { readonly kind: "normal"; readonly mean: number; readonly sd: number }
  /** `sigma` is the standard deviation of the logarithm. */
  | { readonly kind: "lognormal"; readonly median: number; readonly sigma: number }
  | { readonly kind: "weibull"; readonly scale: number; readonly shape: number }
  /** P(X > x) = (scale / x)^shape for x ≥ scale. */
  | { readonly kind: "pareto"; readonly scale: number; readonly shape: number }
  /** Balanced two-phase: an exponential of mean `means[0]` with probability `p`, of mean `means[1]` otherwise. */
  | { readonly kind: "hyperexponential"; readonly p: number; readonly means: readonly [number, number] }
  /** Sum of `stages` exponentials; `mean` is the mean of the sum. */
  | { readonly kind: "erlang"; readonly stages: number; readonly mean: number }
  /** Equally likely recorded values. */
  | { readonly kind: "recorded"; readonly values: readonly number[] };

export const constant = (value: number): Distribution => ({ kind: "constant", value });
