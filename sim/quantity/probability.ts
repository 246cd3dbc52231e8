// A number in [0, 1], checked where it is made. Shares are probabilities too.

declare const probability: unique symbol;
export type Probability = number & { readonly [probability]: true };

/** Throws RangeError outside [0, 1]: callers check user input before. */
export function probability01(p: number): Probability {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a probability`);
  return p as Probability;
}
