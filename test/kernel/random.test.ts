import { describe, expect, it } from "vitest";
import { Hash128 } from "../../sim/kernel/hash.ts";
import { normalProbability, normalQuantile } from "../../sim/kernel/normal.ts";
import { type RandomStream, randomRoot } from "../../sim/kernel/random.ts";

// Kolmogorov-Smirnov: P(√n D > 1.95) = 2 e^(−2 · 1.95²) = 0.001 for a right sampler; the seeds are fixed, so
// a test that passes passes for ever, and a changed generator fails each of them with probability 0.001
// though it is right.
function kolmogorov(draw: () => number, cumulative: (x: number) => number, n = 200_000): number {
  const sample = Float64Array.from({ length: n }, draw).sort();
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = cumulative(sample[i]!);
    distance = Math.max(distance, p - i / n, (i + 1) / n - p);
  }
  return Math.sqrt(n) * distance;
}
const CRITICAL = 1.95;

const streamOf = (name: string): RandomStream => randomRoot("random.test").replication(0).stream(name);
const exponentialCumulative = (x: number): number => 1 - Math.exp(-x);

describe("RandomStream", () => {
  it("draws uniforms that are uniform", () => {
    const stream = streamOf("uniform");
    expect(
      kolmogorov(
        () => stream.uniform(),
        (x) => x,
      ),
    ).toBeLessThan(CRITICAL);
  });

  it("fills each of 32 bits half of the time", () => {
    const stream = streamOf("bits");
    const n = 100_000;
    const ones = new Array<number>(32).fill(0);
    for (let i = 0; i < n; i++) {
      const word = stream.bits();
      for (let bit = 0; bit < 32; bit++) ones[bit]! += (word >>> bit) & 1;
    }
    // Each count has standard deviation √n / 2 = 158; beyond 4.5 of them one of 32 is found once in 4,600
    // times.
    for (const count of ones) expect(Math.abs(count - n / 2)).toBeLessThan(4.5 * 158.2);
  });

  it("draws exponentials by ziggurat and by inversion with distribution 1 − e^−x", () => {
    const stream = streamOf("exponential");
    expect(kolmogorov(() => stream.exponential(), exponentialCumulative, 2_000_000)).toBeLessThan(CRITICAL);
    expect(kolmogorov(() => stream.exponentialByInversion(), exponentialCumulative)).toBeLessThan(CRITICAL);
  });

  it("draws normals by ziggurat and by inversion with the normal distribution", () => {
    const stream = streamOf("normal");
    expect(kolmogorov(() => stream.normal(), normalProbability, 2_000_000)).toBeLessThan(CRITICAL);
    expect(kolmogorov(() => stream.normalByInversion(), normalProbability)).toBeLessThan(CRITICAL);
  });

  it("reaches the tails of the ziggurats as often as it should", () => {
    const stream = streamOf("tails");
    const n = 5_000_000;
    let exponentials = 0;
    let normals = 0;
    for (let i = 0; i < n; i++) {
      if (stream.exponential() > 8) exponentials++;
      if (Math.abs(stream.normal()) > 3.7) normals++;
    }
    // e^−8 n = 1677 ± 41 and 2 Φ(−3.7) n = 1078 ± 33; beyond 4 deviations once in 16,000 times each.
    expect(Math.abs(exponentials - 1677)).toBeLessThan(4 * 41);
    expect(Math.abs(normals - 1078)).toBeLessThan(4 * 33);
  });

  it("has no correlation from one draw to the next", () => {
    const stream = streamOf("serial");
    const n = 1_000_000;
    let previous = stream.uniform() - 0.5;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const current = stream.uniform() - 0.5;
      sum += previous * current;
      previous = current;
    }
    // Correlation 12 sum / n has deviation 1 / √n; beyond 4 of them once in 16,000 times.
    expect(Math.abs((12 * sum) / n)).toBeLessThan(4 / Math.sqrt(n));
  });

  it("draws whole numbers below a count equally often", () => {
    const stream = streamOf("below");
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[stream.below(7)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // Chi-square with 6 degrees of freedom exceeds 22.5 with probability 0.001.
    expect(chiSquare).toBeLessThan(22.5);
  });
});

describe("Random", () => {
  it("gives the same stream from its start each time a name is asked for", () => {
    const random = randomRoot("42").replication(3);
    const first = random.stream("wan/loss");
    first.bits();
    const again = random.stream("wan/loss");
    const once = randomRoot("42").replication(3).stream("wan/loss");
    expect([again.bits(), again.bits()]).toEqual([once.bits(), once.bits()]);
  });

  it("gives unrelated streams to other names, replications and seeds", () => {
    const draws = (seed: string, replication: number, name: string): RandomStream =>
      randomRoot(seed).replication(replication).stream(name);
    const streams = ["a", "b", "aa", "ab", "ba", "", "a/b"].flatMap((name) =>
      ["1", "2", "12"].flatMap((seed) => [0, 1, 2, 12].map((n) => draws(seed, n, name))),
    );
    // 84 streams, 3,486 pairs, 64 bits of each: a chance collision once in 10^15 times.
    const starts = streams.map((stream) => `${stream.bits()} ${stream.bits()}`);
    expect(new Set(starts).size).toBe(84);
    // Correlation of neighbouring streams over 20,000 draws has deviation 0.0071; 83 pairs beyond 4.5 once in
    // 1,800 times.
    for (let i = 1; i < streams.length; i++) {
      let sum = 0;
      for (let k = 0; k < 20_000; k++)
        sum += (streams[i - 1]!.uniform() - 0.5) * (streams[i]!.uniform() - 0.5);
      expect(Math.abs((12 * sum) / 20_000)).toBeLessThan(4.5 / Math.sqrt(20_000));
    }
  });

  it("flips half of a key's bits when one bit of a name or a replication changes", () => {
    const key = (word: number, text: string): Int32Array => {
      const hash = new Hash128([1, 2, 3, 4]);
      hash.addWord(word);
      hash.addText(text);
      return Int32Array.from(hash.finish());
    };
    const flipped = (x: Int32Array, y: Int32Array): number =>
      x.reduce((sum, word, i) => sum + ((word ^ y[i]!) >>> 0).toString(2).replaceAll("0", "").length, 0);
    let total = 0;
    for (let i = 0; i < 2000; i++) {
      const base = key(i, `node-${i}`);
      for (const other of [key(i ^ (1 << (i % 20)), `node-${i}`), key(i, `node-${i ^ 1}`)]) {
        const distance = flipped(base, other);
        // 128 fair bits: 64 ± 5.7; outside 32 to 96 once in 10^8 times for each of 4,000.
        expect(Math.abs(distance - 64)).toBeLessThan(32);
        total += distance;
      }
    }
    // The mean of 4,000 has deviation 0.09; beyond 4 of them once in 16,000 times.
    expect(Math.abs(total / 4000 - 64)).toBeLessThan(0.36);
  });

  // Golden: two engines, or two versions, must draw the same world from the same seed.
  it("draws for seed 42 what it drew when the table was made", () => {
    const random = randomRoot("42").replication(7);
    const s = random.stream("wan/dc1-dc2/loss");
    const d = random.draws("faults/phase");
    expect([s.bits(), s.bits(), s.uniform(), s.uniform()]).toEqual([
      4159373488, 1646934079, 0.6626010962310017, 0.30455153717123784,
    ]);
    expect([s.exponential(), s.exponential(), s.normal(), s.normal()]).toEqual([
      0.29825089730581195, 2.561167030319072, 2.134888830468523, 0.5822778580935721,
    ]);
    expect([s.exponentialByInversion(), s.normalByInversion()]).toEqual([
      0.5966818469422167, 0.15796401454832595,
    ]);
    expect([d.draw(-1), d.draw(0), d.draw(1), d.draw(2 ** 53)]).toEqual([
      0.6579884290689483, 0.23966598396499694, 0.5336809901273437, 0.12180975531322369,
    ]);
  });
});

describe("CounterDraws", () => {
  it("gives the n-th draw in any order", () => {
    const draws = randomRoot("42").replication(0).draws("phase");
    const forwards = [-1, 0, 1, 2 ** 40, 2 ** 53].map((n) => draws.draw(n));
    const backwards = [2 ** 53, 2 ** 40, 1, 0, -1].map((n) => draws.draw(n)).reverse();
    expect(forwards).toEqual(backwards);
    expect(new Set(forwards).size).toBe(5);
  });

  it("draws uniforms from successive numbers, small and large, and from numbers 2^32 apart", () => {
    for (const [start, step] of [
      [0, 1],
      [2 ** 52, 1],
      [0, 2 ** 32],
    ] as const) {
      const draws = randomRoot("counter").replication(1).draws(`${start} ${step}`);
      let n = start;
      const draw = (): number => {
        n += step;
        return draws.draw(n);
      };
      expect(kolmogorov(draw, (x) => x, 100_000)).toBeLessThan(CRITICAL);
    }
  });

  it("is not the stream of the same name", () => {
    const random = randomRoot("42").replication(0);
    expect(random.draws("x").draw(0)).not.toBe(random.stream("x").uniform());
  });
});

describe("the standard normal", () => {
  it("has the quantiles of the tables", () => {
    // R 4: qnorm(c(0.975, 0.999, 1e-10, 1e-300))
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
    expect(normalQuantile(0.999)).toBeCloseTo(3.090232306167813, 14);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 13);
    expect(normalQuantile(1e-300)).toBeCloseTo(-37.0471, 4);
  });

  it("has a distribution function that undoes the quantile, to 13 digits also far out", () => {
    for (let exponent = -0.31; exponent > -290; exponent *= 1.1) {
      const p = 10 ** exponent;
      expect(Math.abs(normalProbability(normalQuantile(p)) / p - 1)).toBeLessThan(1e-12);
    }
    expect(normalProbability(1.959963984540054)).toBeCloseTo(0.975, 14);
  });
});
