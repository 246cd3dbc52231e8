// The states of a chain as they are met in a walk, each made once: its jumps with the probabilities they are
// drawn with, their weights, and the states they lead to. A step is one uniform draw, a short search, and a
// pointer.
import type { RandomStream } from "../kernel/random.ts";
import { type Bias, drawProbabilities, PLAIN } from "./bias.ts";
import type { MarkovChain } from "./markov-chain.ts";

export interface WalkNode {
  readonly state: number;
  readonly isDown: boolean;
  /** Sum of the true rates: 1 over the mean stay. */
  readonly out: number;
  /** Of the jumps under the bias and as they truly are: running sums up to 1. */
  readonly biased: Jumps;
  readonly plain: Jumps;
}

export interface Jumps {
  readonly upTo: Float64Array;
  /** True over drawn probability. */
  readonly weight: Float64Array;
  readonly to: (WalkNode | undefined)[];
  readonly states: readonly number[];
}

export class WalkGraph {
  readonly chain: MarkovChain;
  readonly #bias: Bias;
  readonly #nodes = new Map<number, WalkNode>();
  /** Jumps taken so far: the measure of work. */
  steps = 0;
  /** Of the last jump. */
  weight = 1;

  constructor(chain: MarkovChain, bias: Bias) {
    this.chain = chain;
    this.#bias = bias;
  }

  node(state: number): WalkNode {
    const known = this.#nodes.get(state);
    if (known !== undefined) return known;
    const transitions = this.chain.transitionsFrom(state);
    const truth = drawProbabilities(PLAIN, transitions);
    const states = transitions.map(({ to }) => to);
    const jumps = (drawn: readonly number[]): Jumps => ({
      upTo: runningSums(drawn),
      weight: Float64Array.from(drawn, (p, i) => (truth[i] ?? 0) / p),
      to: states.map(() => undefined),
      states,
    });
    const node: WalkNode = {
      state,
      isDown: this.chain.isDown(state),
      out: transitions.reduce((sum, { rate }) => sum + rate, 0),
      biased: jumps(drawProbabilities(this.#bias, transitions)),
      plain: jumps(truth),
    };
    this.#nodes.set(state, node);
    return node;
  }

  /** One jump from a node; its weight is in `weight`. */
  jump(jumps: Jumps, stream: RandomStream): WalkNode {
    this.steps++;
    const u = stream.uniform();
    const { upTo } = jumps;
    let i = 0;
    while (i < upTo.length - 1 && u >= (upTo[i] ?? 1)) i++;
    this.weight = jumps.weight[i] ?? 1;
    const known = jumps.to[i];
    if (known !== undefined) return known;
    const node = this.node(jumps.states[i] ?? 0);
    jumps.to[i] = node;
    return node;
  }
}

function runningSums(values: readonly number[]): Float64Array {
  let sum = 0;
  return Float64Array.from(values, (value) => {
    sum += value;
    return sum;
  });
}
