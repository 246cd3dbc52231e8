// The clients' demand, spread over the nodes they are connected to. Each node has one offered curve; whoever
// takes writes there follows it. Leaves out: single writes.

import type { ConnectionStep, NodeId, PopulationId, TrafficTotals } from "../cluster/data-plane.ts";
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
  accepted: number;
  turnedAway: number;
}

export class Demand {
  readonly #clients: readonly Client[];
  readonly #shapes: LoadCurve[] = [];
  readonly #offered = new Map<NodeId, Offered>();
  /** Whose offered curve must be planned anew. */
  readonly #dirty = new Set<NodeId>();
  /** Nodes that turn somebody away, with the share that they serve. */
  readonly #serving = new Map<NodeId, number>();
  #accountedAt = 0;

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
      return { terms, shape, bytesPerCount: factor * terms.meanBytes, steps: [], accepted: 0, turnedAway: 0 };
    });
  }

  offeredTo(node: NodeId): Offered {
    const known = this.#offered.get(node);
    if (known) return known;
    const offered = new Offered(this.#shapes);
    this.#offered.set(node, offered);
    return offered;
  }

  /** Nobody asks for anything before `t` any more. */
  retireBefore(t: number): void {
    for (const offered of this.#offered.values()) offered.retireBefore(t);
  }

  /** Writes that all populations have asked for by `t`. */
  count(t: number): number {
    return this.#clients.reduce((sum, { terms }) => sum + terms.curve.cumulative(t), 0);
  }
  /** Accepted and turned away are counted only while some node turns somebody away. */
  totals(population: PopulationId, now: number): TrafficTotals {
    this.account(now);
    const client = this.#clients.find(({ terms }) => terms.id === population);
    const offered = client?.terms.curve.cumulative(now) ?? 0;
    return { offered, accepted: client?.accepted ?? 0, turnedAway: client?.turnedAway ?? 0 };
  }

  /** Of those who ask this node such a share is served from now on; true = somebody is turned away, here or there. */
  serves(node: NodeId, share: number): boolean {
    if (share < 1) this.#serving.set(node, share);
    else this.#serving.delete(node);
    return this.#serving.size > 0;
  }

  /** Adds up whom the nodes have turned away by `now`. */
  account(now: number): void {
    const since = this.#accountedAt;
    this.#accountedAt = now;
    if (this.#serving.size === 0 || now <= since) return;
    for (const client of this.#clients)
      for (const [from, to, connections] of stretches(client.steps, since, now)) {
        const asked = client.terms.curve.expected(from, to);
        for (const { node, share } of connections) {
          const served = this.#serving.get(node) ?? 1;
          client.accepted += asked * share * served;
          client.turnedAway += asked * share * (1 - served);
        }
      }
  }

  /** Its offered curves hold from the next `replan` on. */
  connect(population: PopulationId, steps: readonly ConnectionStep[], now: Instant): void {
    const client = this.#clients.find(({ terms }) => terms.id === population);
    if (!client) return;
    this.account(now);
    this.#soil(client.steps);
    this.#soil(steps);
    const before = stepAt(client.steps, now);
    client.steps = before && (steps[0]?.at ?? now) > now ? [before, ...steps] : steps;
  }

  #soil(steps: readonly ConnectionStep[]): void {
    let last: NodeId | undefined;
    for (const { connections } of steps)
      for (const { node } of connections) {
        if (node !== last) this.#dirty.add(node);
        last = node;
      }
  }

  /** Once for all that was connected at one instant; false = nothing was. */
  replan(now: Instant): boolean {
    if (this.#dirty.size === 0) return false;
    for (const node of this.#dirty) this.#plan(node, now);
    this.#dirty.clear();
    return true;
  }

  /** All plans side by side, in order of time. */
  #plan(node: NodeId, now: Instant): void {
    const offered = this.offeredTo(node);
    offered.forgetAfter(now);
    const clients = this.#clients;
    const places = clients.map(() => 0);
    const weights = this.#shapes.map(() => 0);
    for (let at: number = now; at < Number.POSITIVE_INFINITY; ) {
      weights.fill(0);
      let next = Number.POSITIVE_INFINITY;
      for (let i = 0; i < clients.length; i++) {
        const { steps, shape, bytesPerCount } = clients[i] as Client;
        let place = places[i] as number;
        while (place + 1 < steps.length && (steps[place + 1] as ConnectionStep).at <= at) place++;
        places[i] = place;
        const following = steps[place + 1];
        if (following && following.at < next) next = following.at;
        const step = steps[place];
        if (!step || step.at > at) continue;
        for (const connection of step.connections)
          if (connection.node === node)
            weights[shape] = (weights[shape] as number) + connection.share * bytesPerCount;
      }
      offered.step(at, weights);
      at = next;
    }
  }
}

function stepAt(steps: readonly ConnectionStep[], t: number): ConnectionStep | undefined {
  let i = steps.length - 1;
  while (i >= 0 && (steps[i] as ConnectionStep).at > t) i--;
  return steps[i];
}

/** Who is connected where in [from, to). */
function stretches(
  steps: readonly ConnectionStep[],
  from: number,
  to: number,
): [number, number, ConnectionStep["connections"]][] {
  return steps.flatMap(({ at, connections }, i): [number, number, ConnectionStep["connections"]][] => {
    const [begin, end] = [Math.max(from, at), Math.min(to, steps[i + 1]?.at ?? to)];
    return end > begin ? [[begin, end, connections]] : [];
  });
}
