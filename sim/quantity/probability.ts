// A number in [0, 1], checked where a scenario is read. Shares are probabilities too.

declare const probability: unique symbol;
export type Probability = number & { readonly [probability]: true };
