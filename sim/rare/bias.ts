// How the next transition is drawn: as it is, or so that the rare event is less rare. Each choice is a change
// of the jump probabilities alone; the ratio of the true to the drawn probability is the weight that makes it
// right again. Balanced: failures get a share of all jumps and each failure the same part of it (biasing in
// proportion to the rates can have unbounded error). Tilted: failures' rates are multiplied by a factor and
// repairs' divided by it, which for a queue exchanges arrivals and departures.
// Sources: Shahabuddin, Importance sampling for the simulation of highly reliable Markovian systems,
// Management Science 40, 1994; Parekh & Walrand 1989 (tilting of queues).
import { unreachable } from "../kernel/invariant.ts";
import type { Transition } from "./markov-chain.ts";

export type Bias =
  | { readonly kind: "plain" }
  /** `failureShare`: probability that the next jump is a failure, where anything else can happen too. */
  | { readonly kind: "balanced"; readonly failureShare: number }
  | { readonly kind: "tilted"; readonly factor: number };

export const PLAIN: Bias = { kind: "plain" };

/** The probability with which each of these transitions is drawn. */
export function drawProbabilities(bias: Bias, transitions: readonly Transition[]): number[] {
  switch (bias.kind) {
    case "plain":
      return normalised(transitions.map(({ rate }) => rate));
    case "balanced":
      return balanced(transitions, bias.failureShare);
    case "tilted":
      return normalised(transitions.map((transition) => transition.rate * tilt(transition, bias.factor)));
    default:
      return unreachable(bias);
  }
}

function balanced(transitions: readonly Transition[], failureShare: number): number[] {
  const failures = transitions.filter(({ kind }) => kind === "failure").length;
  const rest = transitions.reduce((sum, { kind, rate }) => sum + (kind === "failure" ? 0 : rate), 0);
  const share = failures === transitions.length ? 1 : failures === 0 ? 0 : failureShare;
  return transitions.map(({ kind, rate }) =>
    kind === "failure" ? share / failures : ((1 - share) * rate) / rest,
  );
}

const tilt = ({ kind }: Transition, factor: number): number =>
  kind === "failure" ? factor : kind === "repair" ? 1 / factor : 1;

function normalised(values: readonly number[]): number[] {
  const total = values.reduce((sum, value) => sum + value, 0);
  return values.map((value) => value / total);
}

export const biasName = (bias: Bias): string => {
  switch (bias.kind) {
    case "plain":
      return "plain";
    case "balanced":
      return `balanced ${bias.failureShare}`;
    case "tilted":
      return `tilted ${bias.factor}`;
    default:
      return unreachable(bias);
  }
};
