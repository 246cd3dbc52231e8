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
  /** Equally likely recorded values; `from` an attachment, if they are not in the scenario itself. */
  | { readonly kind: "recorded"; readonly values: readonly number[]; readonly from?: ColumnName };

/** A column of an attachment; the first one with a unit where none is named. */
export interface ColumnName {
  readonly file: string;
  readonly column?: string | undefined;
}

export const constant = (value: number): Distribution => ({ kind: "constant", value });

/** The distribution of X · `factor`, factor > 0. */
export function scaled(distribution: Distribution, factor: number): Distribution {
  switch (distribution.kind) {
    case "constant":
      return { kind: "constant", value: distribution.value * factor };
    case "uniform":
      return { kind: "uniform", from: distribution.from * factor, to: distribution.to * factor };
    case "exponential":
      return { kind: "exponential", mean: distribution.mean * factor };
    case "normal":
      return { kind: "normal", mean: distribution.mean * factor, sd: distribution.sd * factor };
    case "lognormal":
      return { ...distribution, median: distribution.median * factor };
    case "weibull":
    case "pareto":
      return { ...distribution, scale: distribution.scale * factor };
    case "hyperexponential": {
      const [first, second] = distribution.means;
      return { ...distribution, means: [first * factor, second * factor] };
    }
    case "erlang":
      return { ...distribution, mean: distribution.mean * factor };
    case "recorded":
      return { kind: "recorded", values: distribution.values.map((value) => value * factor) };
  }
}
