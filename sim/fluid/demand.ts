// The clients' demand, spread over the nodes they are connected to. Each node has one offered curve; whoever
// takes writes there follows it. Leaves out: single writes.

import type { ConnectionStep, NodeId, PopulationId } from "../cluster/data-plane.ts";
import type { LoadCurve } from "../cluster/demand.ts";
import type { DemandTerms } from "../cluster/terms.ts";
import type { Instant } from "../quantity/time.ts";
import { Offered } from "./offered.ts";

interface Client {
  readonly terms: DemandTerms;
  readonly shape: number;
  /** Bytes of log per write of the shape. */
  readonly bytesPerCount: number;
  steps: readonly ConnectionStep[];
}

export class Demand {
  readonly #clients: readonly Client[];
  readonly #shapes: LoadCurve[] = [];
  readonly #offered = new Map<NodeId, Offered>();

  constructor(populations: readonly DemandTerms[]) {
    this.#clients = populations.map((terms) => {
      let shape = -1;
      let factor = 1;
      this.#shapes.forEach((known, i) => {
        const found = terms.curve.multipleOf(known);
        if (shape >= 0 || found === undefined) return;
        shape = i;
        factor = found;
      });
      if (shape < 0) shape = this.#shapes.push(terms.curve) - 1;
      return { terms, shape, bytesPerCount: factor * terms.meanBytes, steps: [] };
    });
  }

  offeredTo(node: NodeId): Offered {
    const known = this.#offered.get(node);
    if (known) return known;
    const offered = new Offered(this.#shapes);
    this.#offered.set(node, offered);
    return offered;
  }

  /** Writes that all populations have asked for by `t`. */
  count(t: number): number {
    return this.#clients.reduce((sum, { terms }) => sum + terms.curve.cumulative(t), 0);
  }
  countOf(population: PopulationId, t: number): number {
    return this.#clients.find(({ terms }) => terms.id === population)?.terms.curve.cumulative(t) ?? 0;
  }
  /** Bytes of log of one write of this population, on average. */
  recordBytes(node: NodeId): number {
    const own = this.#clients.find(({ steps }) =>
      steps.some(({ connections }) => connections.some((connection) => connection.node === node)),
    );
    return (own ?? this.#clients[0])?.terms.meanBytes ?? 1;
  }

  connect(population: PopulationId, steps: readonly ConnectionStep[], now: Instant): void {
    const client = this.#clients.find(({ terms }) => terms.id === population);
    if (!client) return;
    const nodes = new Set<NodeId>();
    for (const plan of [client.steps, steps])
      for (const { connections } of plan) for (const { node } of connections) nodes.add(node);
    const before = stepAt(client.steps, now);
    client.steps = before && (steps[0]?.at ?? now) > now ? [before, ...steps] : steps;
    for (const node of nodes) this.#plan(node, now);
  }

  #plan(node: NodeId, now: Instant): void {
    const offered = this.offeredTo(node);
    const instants = new Set<number>([now]);
    for (const { steps } of this.#clients) for (const { at } of steps) if (at > now) instants.add(at);
    offered.forgetAfter(now);
    for (const at of [...instants].sort((a, b) => a - b)) {
      const weights = this.#shapes.map(() => 0);
      for (const { steps, shape, bytesPerCount } of this.#clients) {
        let share = 0;
        for (const connection of stepAt(steps, at)?.connections ?? [])
          if (connection.node === node) share += connection.share;
        weights[shape] = (weights[shape] as number) + share * bytesPerCount;
      }
      offered.step(at, weights);
    }
  }
}

function stepAt(steps: readonly ConnectionStep[], t: number): ConnectionStep | undefined {
  let found: ConnectionStep | undefined;
  for (const step of steps) {
    if (step.at > t) break;
    found = step;
  }
  return found;
}
