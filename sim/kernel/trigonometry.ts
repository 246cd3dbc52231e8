// Sine, cosine and their inverses with the same bits in every engine. Reached through arithmetic.ts. Leaves
// out the reduction of huge angles: beyond 2^19 · π/2 the angle is refused, for the simulator only knows
// turns of clocks and maps. Source of method and constants: Sun Microsystems' fdlibm (k_sin.c, k_cos.c,
// e_rem_pio2.c, s_atan.c, e_asin.c), 1993.

import { fromWords, highWord, upperHalf } from "./float-bits.ts";
import { invariant } from "./invariant.ts";

const PI = Math.PI;
const PI_LOW = 1.2246467991473532e-16;
const HALF_PI = 1.5707963267948966;
const HALF_PI_LOW = 6.123233995736766e-17;
const QUARTER_PI = 0.7853981633974483;

/** sin(x + tail) for |x| ≤ π/4. */
function sineKernel(x: number, tail: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * tail - v * r) - tail - v * -0.16666666666666632);
}

/** cos(x + tail) for |x| ≤ π/4. */
function cosineKernel(x: number, tail: number): number {
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (0.00002480158728947673 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const size = x < 0 ? -x : x;
  if (size < 0.3) return 1 - (0.5 * z - (z * r - x * tail));
  const quarter = size > 0.78125 ? 0.28125 : fromWords(highWord(size) - 0x00200000, 0);
  return 1 - quarter - (0.5 * z - quarter - (z * r - x * tail));
}

/**
 * The kernels at `angle` − n · π/2, n chosen to bring it within ±π/4; `shift` quarter turns are added to n.
 */
function quarterTurn(angle: number, shift: number): number {
  invariant(angle < 823549 && angle > -823549, "an angle is within 2^19 quarter turns", { angle });
  const n = angle < QUARTER_PI && angle > -QUARTER_PI ? 0 : Math.floor(angle * 0.6366197723675814 + 0.5);
  // π/2 in three pieces of 33 bits: each product with n is exact, so the reduced angle has its 53 bits and a
  // tail.
  const first = angle - n * 1.5707963267341256;
  const second = n * 6.077100506303966e-11;
  const reduced = first - second;
  const third = n * 2.0222662487959506e-21 - (first - reduced - second);
  const x = reduced - third;
  const tail = reduced - x - third;
  switch ((n + shift) & 3) {
    case 0:
      return sineKernel(x, tail);
    case 1:
      return cosineKernel(x, tail);
    case 2:
      return -sineKernel(x, tail);
    default:
      return -cosineKernel(x, tail);
  }
}

/** Angle in radians, at most 823,549 in size. */
export const sin = (angle: number): number => (angle === 0 ? angle : quarterTurn(angle, 0));
/** Angle in radians, at most 823,549 in size. */
export const cos = (angle: number): number => quarterTurn(angle, 1);

const ATAN_ODD = [
  0.3333333333333293, 0.14285714272503466, 0.09090887133436507, 0.06661073137387531, 0.049768779946159324,
  0.016285820115365782,
] as const;
const ATAN_EVEN = [
  -0.19999999999876483, -0.11111110405462356, -0.0769187620504483, -0.058335701337905735,
  -0.036531572744216916,
] as const;

/** x − x³/3 + …, less x itself, for a small argument. */
function atanSeries(x: number): number {
  const z = x * x;
  const w = z * z;
  const [o1, o2, o3, o4, o5, o6] = ATAN_ODD;
  const [e1, e2, e3, e4, e5] = ATAN_EVEN;
  const odd = z * (o1 + w * (o2 + w * (o3 + w * (o4 + w * (o5 + w * o6)))));
  const even = w * (e1 + w * (e2 + w * (e3 + w * (e4 + w * e5))));
  return x * (odd + even);
}

/** Arc tangent of a number that is not negative. */
function atanOfPositive(x: number): number {
  if (x < 0.4375) return x < 1e-9 ? x : x - atanSeries(x);
  if (x < 0.6875) {
    const y = (2 * x - 1) / (2 + x);
    return 0.4636476090008061 - (atanSeries(y) - 2.2698777452961687e-17 - y);
  }
  if (x < 1.1875) {
    const y = (x - 1) / (x + 1);
    return QUARTER_PI - (atanSeries(y) - 3.061616997868383e-17 - y);
  }
  if (x < 2.4375) {
    const y = (x - 1.5) / (1 + 1.5 * x);
    return 0.982793723247329 - (atanSeries(y) - 1.3903311031230998e-17 - y);
  }
  const y = -1 / x;
  return HALF_PI - (atanSeries(y) - HALF_PI_LOW - y);
}

export function atan(x: number): number {
  if (Number.isNaN(x)) return x;
  return x < 0 ? -atanOfPositive(-x) : x === 0 ? x : atanOfPositive(x);
}

/** The angle of the point (x, y), −π to π. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const up = y < 0 ? -y : y;
  const along = x < 0 ? -x : x;
  const backward = highWord(x) < 0;
  let angle: number;
  if (up === 0) angle = 0;
  else if (up === Number.POSITIVE_INFINITY) {
    if (along !== up) angle = HALF_PI;
    else angle = QUARTER_PI;
  } else if (along === 0) angle = HALF_PI;
  else angle = atanOfPositive(up / along);
  if (backward) angle = PI - (angle - PI_LOW);
  return highWord(y) < 0 ? -angle : angle;
}

/** (asin √t) / √t − 1 as a rational function of t, 0 ≤ t ≤ 1/4. */
function asinRatio(t: number): number {
  const p =
    t *
    (0.16666666666666666 +
      t *
        (-0.3255658186224009 +
          t *
            (0.20121253213486293 +
              t * (-0.04005553450067941 + t * (0.0007915349942898145 + t * 0.00003479331075960212)))));
  const q =
    1 +
    t * (-2.403394911734414 + t * (2.0209457602335057 + t * (-0.6882839716054533 + t * 0.07703815055590194)));
  return p / q;
}

/** Arc sine; NaN outside −1 to 1. */
export function asin(x: number): number {
  const size = x < 0 ? -x : x;
  if (!(size <= 1)) return Number.NaN;
  if (size < 0.5) return size < 1e-9 ? x : x + x * asinRatio(x * x);
  // asin x = π/2 − 2 asin √((1 − x)/2)
  const t = (1 - size) * 0.5;
  const ratio = asinRatio(t);
  const root = Math.sqrt(t);
  let angle: number;
  if (size >= 0.975) angle = HALF_PI - (2 * (root + root * ratio) - HALF_PI_LOW);
  else {
    const high = upperHalf(root);
    const correction = (t - high * high) / (root + high);
    const p = 2 * root * ratio - (HALF_PI_LOW - 2 * correction);
    angle = QUARTER_PI - (p - (QUARTER_PI - 2 * high));
  }
  return x < 0 ? -angle : angle;
}
