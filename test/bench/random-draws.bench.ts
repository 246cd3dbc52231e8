// Our draws against what a simulator in JavaScript would otherwise use. The opponent of the exponential is
// seedrandom's ARC4, its default, with the engine's logarithm; that of the uniform is Math.random, which
// cannot be seeded.

import seedrandom from "seedrandom";
import { randomRoot } from "../../sim/kernel/random.ts";
import type { Bench, Contest } from "./contest.ts";

const DRAWS = 2_000_000;

const sumOf = (draw: () => number): number => {
  let sum = 0;
  for (let i = 0; i < DRAWS; i++) sum += draw();
  return sum;
};

/** The sum is used, or the compiler would drop the draws. */
const round = (draw: () => number) => (): (() => number) => () => (sumOf(draw) === 0 ? 0 : DRAWS);

const stream = randomRoot("bench").replication(0).stream("draws");
const arc4 = seedrandom("bench");

const contests: readonly Contest[] = [
  {
    name: "uniform, 52 bits, against Math.random",
    unit: "ns",
    ours: round(() => stream.uniform()),
    theirs: round(() => Math.random()),
  },
  {
    name: "exponential, ziggurat, against ARC4 and log",
    unit: "ns",
    ours: round(() => stream.exponential()),
    theirs: round(() => -Math.log(1 - arc4())),
    floor: 2,
  },
  {
    name: "exponential, inversion, against ARC4 and log",
    unit: "ns",
    ours: round(() => stream.exponentialByInversion()),
    theirs: round(() => -Math.log(1 - arc4())),
  },
];

export const randomDraws: Bench = { title: "Random draws (cost of one)", contests };
