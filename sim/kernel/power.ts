// x^y with an error below 0.7 ulp: log2 x and y · log2 x in two pieces each, then 2^z. Reached through
// arithmetic.ts. Source of method and constants: Sun Microsystems' fdlibm (e_pow.c), 1993/2004.

import { highWord, lowWord, timesPowerOfTwo, upperHalf, withHighWord } from "./float-bits.ts";

const TWO_53 = 9007199254740992;

interface Pieces {
  readonly high: number;
  readonly low: number;
}

/** log2 of a positive number in two pieces; the first has its lower half clear. */
function log2Pieces(x: number): Pieces {
  let exponent = 0;
  let scaled = x;
  if (x < 2.2250738585072014e-308) {
    scaled = x * TWO_53;
    exponent = -53;
  }
  const bits = highWord(scaled);
  exponent += (bits >> 20) - 1023;
  const fraction = bits & 0xfffff;
  // The interval decides the centre: 1 for below √1.5, 1.5 for below √3, else 1 again with the exponent
  // raised.
  let aroundOneAndHalf = false;
  let high = fraction | 0x3ff00000;
  if (fraction > 0x3988e) {
    if (fraction < 0xbb67a) aroundOneAndHalf = true;
    else {
      exponent += 1;
      high -= 0x00100000;
    }
  }
  const centre = aroundOneAndHalf ? 1.5 : 1;
  const mantissa = withHighWord(scaled, high);
  // s = (mantissa − centre) / (mantissa + centre) in two pieces.
  const difference = mantissa - centre;
  const reciprocal = 1 / (mantissa + centre);
  const s = difference * reciprocal;
  const sHigh = upperHalf(s);
  const sumHigh = withHighWord(0, ((high >> 1) | 0x20000000) + 0x00080000 + (aroundOneAndHalf ? 0x40000 : 0));
  const sumLow = mantissa - (sumHigh - centre);
  const sLow = reciprocal * (difference - sHigh * sumHigh - sHigh * sumLow);
  const square = s * s;
  const series =
    square *
      square *
      (0.5999999999999946 +
        square *
          (0.4285714285785502 +
            square *
              (0.33333332981837743 +
                square *
                  (0.272728123808534 + square * (0.23066074577556175 + square * 0.20697501780033842))))) +
    sLow * (sHigh + s);
  const sHighSquare = sHigh * sHigh;
  const polyHigh = upperHalf(3 + sHighSquare + series);
  const polyLow = series - (polyHigh - 3 - sHighSquare);
  const u = sHigh * polyHigh;
  const v = sLow * polyHigh + polyLow * s;
  const productHigh = upperHalf(u + v);
  const productLow = v - (productHigh - u);
  // Times 2 / (3 ln 2), in two pieces.
  const scaledHigh = 0.9617967009544373 * productHigh;
  const offsetHigh = aroundOneAndHalf ? 0.5849624872207642 : 0;
  const offsetLow = aroundOneAndHalf ? 1.350039202129749e-8 : 0;
  const scaledLow = -7.028461650952758e-9 * productHigh + productLow * 0.9617966939259756 + offsetLow;
  const total = upperHalf(scaledHigh + scaledLow + offsetHigh + exponent);
  return { high: total, low: scaledLow - (total - exponent - offsetHigh - scaledHigh) };
}

/** 2^(high + low) for a sum between −1075 and 1024. */
function exp2Pieces(high: number, low: number): number {
  const sum = high + low;
  let whole = 0;
  let rest = high;
  if (sum > 0.5 || sum < -0.5) {
    whole = Math.floor(sum + 0.5);
    rest = high - whole;
  }
  const t = upperHalf(rest + low);
  const u = t * 0.6931471824645996;
  const v = (low - (t - rest)) * Math.LN2 + t * -1.904654299957768e-9;
  const z = u + v;
  const w = v - (z - u);
  const square = z * z;
  const c =
    z -
    square *
      (0.16666666666666602 +
        square *
          (-0.0027777777777015593 +
            square *
              (0.00006613756321437934 +
                square * (-0.0000016533902205465252 + square * 4.1381367970572385e-8))));
  const r = (z * c) / (c - 2) - (w + z * w);
  return timesPowerOfTwo(1 - (r - z), whole);
}

/** |x|^y for finite y ≠ 0 and finite x ≠ 0. */
function positivePower(x: number, y: number): number {
  if (x === 1) return 1;
  const { high, low } = log2Pieces(x);
  const yHigh = upperHalf(y);
  const productLow = (y - yHigh) * high + y * low;
  const productHigh = yHigh * high;
  const sum = productHigh + productLow;
  if (!(sum < 1025)) return Number.POSITIVE_INFINITY;
  if (!(sum > -1080)) return 0;
  return exp2Pieces(productHigh, productLow);
}

const isOdd = (y: number): boolean => (y < 0 ? -y : y) < TWO_53 && y - 2 * Math.floor(y / 2) === 1;

/** x^y, with the special cases of ECMAScript's Math.pow. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const size = x < 0 ? -x : x;
  if (y === Number.POSITIVE_INFINITY || y === Number.NEGATIVE_INFINITY) {
    if (size === 1) return Number.NaN;
    return size > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  const negative = (highWord(x) < 0 || (x === 0 && lowWord(x) !== 0)) && isOdd(y);
  if (size === 0 || size === Number.POSITIVE_INFINITY) {
    const result = (size === 0) === y > 0 ? 0 : Number.POSITIVE_INFINITY;
    return negative ? -result : result;
  }
  if (x < 0 && Math.floor(y) !== y) return Number.NaN;
  const result = y === 1 ? size : y === 2 ? size * size : positivePower(size, y);
  return negative ? -result : result;
}
