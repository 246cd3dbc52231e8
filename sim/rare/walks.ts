// Single observations of a chain, each weighted: a walk that ends at the rare event or before, a cycle from
// the start back to it, a stretch of time. Biased until the rare event has happened, plain afterwards. Stays
// are taken at their mean where only their sum counts; where the clock counts they are drawn.
// Sources: Goyal et al., "A unified framework for simulating Markovian models of highly dependable systems",
// IEEE Trans. Computers 41, 1992 (cycles, forcing); Hordijk, Iglehart & Schassberger 1976 (mean stays).
import { expm1, log1p } from "../kernel/arithmetic.ts";
import type { RandomStream } from "../kernel/random.ts";
import type { WalkGraph } from "./walk-graph.ts";

/** One observation: a number, zero or more; the question says what it counts. */
export type Walk = (graph: WalkGraph, stream: RandomStream) => number;

/** 1 if the system is down before `isEnd`, from the start. Times do not matter. */
export const hitBefore =
  (isEnd: (state: number) => boolean): Walk =>
  (graph, stream) => {
    let node = graph.node(graph.chain.start);
    let weight = 1;
    do {
      node = graph.jump(node.biased, stream);
      weight *= graph.weight;
      if (node.isDown) return weight;
    } while (!isEnd(node.state));
    return 0;
  };

/** 1 if the system is down before the chain is back at its start. */
export const failureInCycle: Walk = (graph, stream) =>
  hitBefore((state) => state === graph.chain.start)(graph, stream);

/** Time down in one cycle. */
export const downtimeOfCycle: Walk = (graph, stream) => {
  const start = graph.node(graph.chain.start);
  let node = start;
  let [weight, down] = [1, 0];
  let hasFailed = false;
  do {
    node = graph.jump(hasFailed ? node.plain : node.biased, stream);
    weight *= graph.weight;
    if (node.isDown) {
      hasFailed = true;
      down += 1 / node.out;
    }
  } while (node !== start);
  return weight * down;
};

/** Length of one cycle. Nothing rare in it: to be drawn plainly, as is the next. */
export const lengthOfCycle: Walk = (graph, stream) => {
  const start = graph.node(graph.chain.start);
  let node = start;
  let [weight, length] = [1, 1 / start.out];
  for (;;) {
    node = graph.jump(node.biased, stream);
    weight *= graph.weight;
    if (node === start) return weight * length;
    length += 1 / node.out;
  }
};

/** Length of one cycle, or of its part before the system is first down. */
export const upTimeOfCycle: Walk = (graph, stream) => {
  const start = graph.node(graph.chain.start);
  let node = start;
  let [weight, length] = [1, 0];
  do {
    length += 1 / node.out;
    node = graph.jump(node.biased, stream);
    weight *= graph.weight;
  } while (node !== start && !node.isDown);
  return weight * length;
};

/**
 * 1 if the system is down at some time before `until`. Along a plain walk each visit to the start sends out
 * one biased excursion, its first transition forced to come in time, that ends at the rare event or back at
 * the start. The plain walk says which cycles begin, and ends where it fails itself; so weights of one cycle
 * never multiply those of the next.
 */
export const failureBy =
  (until: number): Walk =>
  (graph, stream) => {
    let [now, found] = [0, 0];
    while (now < until) {
      found += excursion(graph, stream, until - now);
      now += plainCycle(graph, stream, until - now);
    }
    return found;
  };

/** Weighted 1 if the system is down before it is back at its start and before `left` has passed. */
function excursion(graph: WalkGraph, stream: RandomStream, left: number): number {
  const start = graph.node(graph.chain.start);
  const inTime = -expm1(-start.out * left);
  let now = -log1p(-stream.uniform() * inTime) / start.out;
  let weight = inTime;
  let node = start;
  while (now < left) {
    node = graph.jump(node.biased, stream);
    weight *= graph.weight;
    if (node.isDown) return weight;
    if (node === start) return 0;
    now += stream.exponential() / node.out;
  }
  return 0;
}

/** Drawn length of one cycle; infinite if the system is down in it or `left` has passed. */
function plainCycle(graph: WalkGraph, stream: RandomStream, left: number): number {
  const start = graph.node(graph.chain.start);
  let node = start;
  let now = 0;
  do {
    now += stream.exponential() / node.out;
    if (now >= left) return Number.POSITIVE_INFINITY;
    node = graph.jump(node.plain, stream);
    if (node.isDown) return Number.POSITIVE_INFINITY;
  } while (node !== start);
  return now;
}
