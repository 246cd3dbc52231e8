// Availability, failure frequency and mean times of a system from the probabilities of all states of its
// components. A failure of the system is any change that leads from an "up" state to a "down" state; with
// rules that are not monotone that may be a repair. Source: Ross 1975, On the calculation of asymptotic
// system reliability characteristics.

/** In the unit of time of the rates. */
export interface SystemAvailability {
  readonly availability: number;
  /** Summed apart from the availability, so that 1e-15 is not lost beside 1. */
  readonly unavailability: number;
  /** System failures per unit of time. */
  readonly failureFrequency: number;
  readonly meanUp: number;
  readonly meanDown: number;
}

/**
 * `chance[s]` is the probability of state s, `table[s]` whether it is up, `rateToDown` from a state that
 * is.
 */
export function systemOf(
  table: Uint8Array,
  chance: Float64Array,
  rateToDown: (state: number) => number,
): SystemAvailability {
  let [availability, unavailability, failureFrequency] = [0, 0, 0];
  for (let s = 0; s < table.length; s++) {
    const probability = chance[s] ?? 0;
    if (table[s] === 0) unavailability += probability;
    else {
      availability += probability;
      failureFrequency += probability * rateToDown(s);
    }
  }
  return {
    availability,
    unavailability,
    failureFrequency,
    meanUp: availability / failureFrequency,
    meanDown: unavailability / failureFrequency,
  };
}
