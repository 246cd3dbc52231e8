// Logarithm, exponential and power from + − × ÷ and bit views only, so that every engine gives the same bits;
// Math.log and its kin may differ in the last digit between engines and between versions of one. Error at
// most 1 ulp. Source of method and constants: Sun Microsystems' fdlibm (e_log.c, s_log1p.c, e_exp.c,
// s_expm1.c), 1993.

import { highWord, timesPowerOfTwo, withHighWord } from "./float-bits.ts";

export { pow } from "./power.ts";
export { asin, atan, atan2, cos, sin } from "./trigonometry.ts";

export const LN2 = Math.LN2;
export const PI = Math.PI;

/** ln 2 in two parts: the first has 32 trailing zero bits, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const INVERSE_LN2 = Math.LOG2E;
const TWO_54 = 18014398509481984;

/** log((1 + s) / (1 − s)) − 2s as a polynomial in s², |s| < 0.1716, times 1/s. */
function logRemainder(square: number): number {
  const fourth = square * square;
  const even = fourth * (0.3999999999940942 + fourth * (0.22222198432149784 + fourth * 0.15313837699209373));
  const odd =
    square *
    (0.6666666666666735 +
      fourth * (0.2857142874366239 + fourth * (0.1818357216161805 + fourth * 0.14798198605116586)));
  return even + odd;
}

/** Natural logarithm. */
export function log(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let exponent = 0;
  let scaled = x;
  if (x < 2.2250738585072014e-308) {
    exponent = -54;
    scaled = x * TWO_54;
  }
  // x = 2^exponent (1 + f) with 1 + f between √½ and √2.
  let high = highWord(scaled);
  exponent += (high >> 20) - 1023;
  high &= 0xfffff;
  const carry = (high + 0x95f64) & 0x100000;
  const f = withHighWord(scaled, high | (carry ^ 0x3ff00000)) - 1;
  exponent += carry >> 20;
  if ((0xfffff & (2 + high)) < 3) {
    if (f === 0) return exponent === 0 ? 0 : exponent * LN2_HIGH + exponent * LN2_LOW;
    const tail = f * f * (0.5 - 0.3333333333333333 * f);
    return exponent === 0 ? f - tail : exponent * LN2_HIGH - (tail - exponent * LN2_LOW - f);
  }
  const s = f / (2 + f);
  const remainder = logRemainder(s * s);
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const half = 0.5 * f * f;
    if (exponent === 0) return f - (half - s * (half + remainder));
    return exponent * LN2_HIGH - (half - (s * (half + remainder) + exponent * LN2_LOW) - f);
  }
  if (exponent === 0) return f - s * (f - remainder);
  return exponent * LN2_HIGH - (s * (f - remainder) - exponent * LN2_LOW - f);
}

/** log(1 + x), exact for small x too. */
export function log1p(x: number): number {
  if (!(x > -1)) return x === -1 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  const size = x < 0 ? -x : x;
  if (size < 5.551115123125783e-17) return x;
  if (size < 1.862645149230957e-9) return x - x * x * 0.5;
  let exponent = 0;
  let f = x;
  let lost = 0;
  if (!(x > -0.2928932188134525 && x < 0.41421356237309515)) {
    const sum = 1 + x;
    let high = highWord(sum);
    exponent = (high >> 20) - 1023;
    // What 1 + x lost in rounding, relative to 1 + x.
    lost = (exponent > 0 ? 1 - (sum - x) : x - (sum - 1)) / sum;
    high &= 0xfffff;
    if (high < 0x6a09e) {
      f = withHighWord(sum, high | 0x3ff00000) - 1;
    } else {
      exponent += 1;
      f = withHighWord(sum, high | 0x3fe00000) - 1;
    }
  }
  const half = 0.5 * f * f;
  const s = f / (2 + f);
  const remainder = logRemainder(s * s);
  if (exponent === 0) return f - (half - (s * (half + remainder) + lost));
  const correction = exponent * LN2_LOW + lost;
  return exponent * LN2_HIGH - (half - (s * (half + remainder) + correction) - f);
}

/** e^x. */
export function exp(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (!(x > 0 || x < 0)) return x === 0 ? 1 : Number.NaN;
  const size = x < 0 ? -x : x;
  let high = x;
  let low = 0;
  let exponent = 0;
  if (size > 0.34657359027997264) {
    if (size < 1.0397207708399179) exponent = x < 0 ? -1 : 1;
    else exponent = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    high = x - exponent * LN2_HIGH;
    low = exponent * LN2_LOW;
  } else if (size < 3.725290298461914e-9) {
    return 1 + x;
  }
  const r = high - low;
  const square = r * r;
  const c =
    r -
    square *
      (0.16666666666666602 +
        square *
          (-0.0027777777777015593 +
            square *
              (0.00006613756321437934 +
                square * (-0.0000016533902205465252 + square * 4.1381367970572385e-8))));
  if (exponent === 0) return 1 - ((r * c) / (c - 2) - r);
  return timesPowerOfTwo(1 - (low - (r * c) / (2 - c) - high), exponent);
}

/** e^x − 1, exact for small x too. */
export function expm1(x: number): number {
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -38.816242111356935) return -1;
  const size = x < 0 ? -x : x;
  if (!(size >= 5.551115123125783e-17)) return x;
  let exponent = 0;
  let r = x;
  let tail = 0;
  if (size > 0.34657359027997264) {
    if (size < 1.0397207708399179) exponent = x < 0 ? -1 : 1;
    else exponent = (INVERSE_LN2 * x + (x < 0 ? -0.5 : 0.5)) | 0;
    const high = x - exponent * LN2_HIGH;
    const low = exponent * LN2_LOW;
    r = high - low;
    tail = high - r - low;
  }
  const half = 0.5 * r;
  const square = r * half;
  const ratio =
    1 +
    square *
      (-0.03333333333333313 +
        square *
          (1.5873015872548146e-3 +
            square *
              (-7.93650757867488e-5 + square * (4.008217827329362e-6 + square * -2.0109921818362437e-7))));
  const t = 3 - ratio * half;
  let e = square * ((ratio - t) / (6 - r * t));
  if (exponent === 0) return r - (r * e - square);
  e = r * (e - tail) - tail - square;
  if (exponent === -1) return 0.5 * (r - e) - 0.5;
  if (exponent === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  // e^x − 1 = 2^k (e^r − 2^−k), added in the order that loses least.
  if (exponent <= -2 || exponent > 56) return timesPowerOfTwo(1 - (e - r), exponent) - 1;
  const unit = timesPowerOfTwo(1, -exponent);
  if (exponent < 20) return timesPowerOfTwo(1 - unit - (e - r), exponent);
  return timesPowerOfTwo(r - (e + unit) + 1, exponent);
}
