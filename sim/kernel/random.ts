// Randomness by name: each purpose owns a stream keyed by hash(root key, replication, name), so a stream
// added or removed changes nobody else's luck. The root key comes from the user's seed text through
// seedrandom's ARC4, used purely.
// Streams are sfc32 (C. Doty-Humphrey, PractRand); draws that must be found in any order are hash(key, n).

import seedrandom from "seedrandom";
import { exp, log } from "./arithmetic.ts";
import { Hash128 } from "./hash.ts";
import { normalQuantile } from "./normal.ts";
import { exponentialZiggurat, normalZiggurat } from "./ziggurat.ts";

const TWO_26 = 67108864;
const TWO_32 = 4294967296;
const TWO_52 = 4503599627370496;

/**
 * One of the 2^52 midpoints of (0, 1): never 0, never 1, and 1 − u is exact (53 bits and a half would round
 * up to 1).
 */
const midpoint = (high: number, low: number): number => ((high >>> 6) * TWO_26 + (low >>> 6) + 0.5) / TWO_52;

/** A sequence of draws, in order. */
export class RandomStream {
  /** In a typed array: 32-bit state in fields would be boxed at every step. */
  readonly #state: Int32Array;

  constructor(a: number, b: number, c: number, d: number) {
    this.#state = Int32Array.of(a, b, c, d);
    // The author's count: after 12 steps every bit of the key has reached every bit of the state.
    for (let i = 0; i < 12; i++) this.bits();
  }

  /** A whole number, 0 to 2^32 − 1. */
  bits(): number {
    const s = this.#state;
    const a = s[0]!;
    const b = s[1]!;
    const c = s[2]!;
    const d = s[3]!;
    const result = (a + b + d) | 0;
    s[3] = d + 1;
    s[0] = b ^ (b >>> 9);
    s[1] = c + (c << 3);
    s[2] = ((c << 21) | (c >>> 11)) + result;
    return result >>> 0;
  }

  /** In (0, 1), both ends excluded. */
  uniform(): number {
    const high = this.bits();
    return midpoint(high, this.bits());
  }

  /** A whole number, 0 to `count` − 1, each as likely as 2^52 midpoints allow. */
  below(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Mean 1, by ziggurat: fast, but the number of draws behind it varies. For the data path. */
  exponential(): number {
    const { edges, heights, tail } = exponentialZiggurat;
    for (;;) {
      const word = this.bits();
      const layer = word & 255;
      const u = ((word >>> 12) * TWO_32 + this.bits() + 0.5) / TWO_52;
      const x = u * edges[layer]!;
      if (x < edges[layer + 1]!) return x;
      if (layer === 0) return tail - log(this.uniform());
      const low = heights[layer]!;
      if (low + this.uniform() * (heights[layer + 1]! - low) < exp(-x)) return x;
    }
  }

  /**
   * Mean 0, standard deviation 1, by ziggurat: fast, but the number of draws behind it varies. For the data
   * path.
   */
  normal(): number {
    const { edges, heights, tail } = normalZiggurat;
    for (;;) {
      const word = this.bits();
      const layer = word & 255;
      const sign = (word & 256) === 0 ? 1 : -1;
      const u = ((word >>> 12) * TWO_32 + this.bits() + 0.5) / TWO_52;
      const x = u * edges[layer]!;
      if (x < edges[layer + 1]!) return sign * x;
      if (layer === 0) return sign * this.#normalTail(tail);
      const low = heights[layer]!;
      if (low + this.uniform() * (heights[layer + 1]! - low) < exp(-0.5 * x * x)) return sign * x;
    }
  }

  /** Mean 1, from one uniform draw: for what must stay comparable between two scenarios. */
  exponentialByInversion(): number {
    return -log(1 - this.uniform());
  }

  /**
   * Mean 0, standard deviation 1, from one uniform draw: for what must stay comparable between two scenarios.
   */
  normalByInversion(): number {
    return normalQuantile(this.uniform());
  }

  /** A normal variable beyond `tail` (Marsaglia 1964). */
  #normalTail(tail: number): number {
    for (;;) {
      const x = -log(this.uniform()) / tail;
      const y = -log(this.uniform());
      if (2 * y > x * x) return tail + x;
    }
  }
}

/** Draws found by number, in any order and as often as asked: the n-th is a function of the key and n. */
export class CounterDraws {
  readonly #key: Int32Array;

  constructor(key: Int32Array) {
    this.#key = key;
  }

  /** In (0, 1), both ends excluded; `n` is a whole number, −2^53 to 2^53. */
  draw(n: number): number {
    const hash = new Hash128(this.#key);
    hash.addInteger(n);
    const words = hash.finish();
    return midpoint(words[0]!, words[1]!);
  }
}

/** The randomness of one replication. Asked twice for a name, it gives the same stream from its start. */
export interface Random {
  stream(name: string): RandomStream;
  draws(name: string): CounterDraws;
}

export class RandomRoot {
  readonly #key: Int32Array;

  constructor(key: Int32Array) {
    this.#key = key;
  }

  /** `n` is a whole number from 0. */
  replication(n: number): Random {
    const keyOf = (purpose: number, name: string): Int32Array => {
      const hash = new Hash128(this.#key);
      hash.addWord(purpose);
      hash.addInteger(n);
      hash.addText(name);
      return hash.finish();
    };
    return {
      stream: (name) => {
        const key = keyOf(1, name);
        return new RandomStream(key[0]!, key[1]!, key[2]!, key[3]!);
      },
      draws: (name) => new CounterDraws(keyOf(2, name)),
    };
  }
}

/** Any text is a seed; the same text gives the same root in every engine. */
export function randomRoot(seed: string): RandomRoot {
  const generator = seedrandom(seed);
  return new RandomRoot(Int32Array.from({ length: 4 }, () => generator.int32()));
}
