// The two 32-bit words of a float64. Assumes a little-endian machine, as every engine that runs JavaScript
// today has.

/** One register, written and read within a call: it carries nothing from one call to the next. */
const register = new Float64Array(1);
const words = new Int32Array(register.buffer);

/** Sign, exponent and the first 20 bits of the fraction. */
export function highWord(x: number): number {
  register[0] = x;
  return words[1]!;
}

export function lowWord(x: number): number {
  register[0] = x;
  return words[0]!;
}

export function fromWords(high: number, low: number): number {
  words[1] = high;
  words[0] = low;
  return register[0]!;
}

/** `x` with its high word replaced. */
export function withHighWord(x: number, high: number): number {
  register[0] = x;
  words[1] = high;
  return register[0];
}

/** `x` with the lower half of its bits cleared: products of two such numbers are exact. */
export function upperHalf(x: number): number {
  register[0] = x;
  words[0] = 0;
  return register[0];
}

/** 2^n for an exponent of a normal number, -1022 to 1023. */
export const powerOfTwo = (n: number): number => fromWords((1023 + n) << 20, 0);

/** x · 2^n, also where the result leaves the normal numbers. */
export function timesPowerOfTwo(x: number, n: number): number {
  if (n > 1023)
    return n > 2100 ? x * Number.POSITIVE_INFINITY : timesPowerOfTwo(x * powerOfTwo(1023), n - 1023);
  if (n < -1022) return n < -2200 ? x * 0 : timesPowerOfTwo(x * powerOfTwo(-969), n + 969);
  return x * powerOfTwo(n);
}
