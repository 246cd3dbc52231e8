// The links as wires with two directions: what faults hold of each, and what the data plane is told about it.
// Overlapping holds add up, and letting go of one restores exactly the rest.

import type { BytesPerMicro } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { LinkCondition, LinkId, SiteId } from "./data-plane.ts";

export interface LinkSpec {
  readonly id: LinkId;
  readonly between: readonly [SiteId, SiteId];
  readonly bandwidth: BytesPerMicro;
  /** One way, real µs. */
  readonly delay: number;
  readonly jitter: Distribution;
  readonly loss: { readonly mean: number; readonly burst: number };
  /** Bytes that wait before it at most. */
  readonly queue: number;
}
/** What a fault does to one direction of a link; factors and additions of several compose. */
export interface Degradation {
  readonly loss: number;
  readonly addedDelay: number;
  readonly bandwidthFactor: number;
}
/** Lets go of what a fault held. */
export type Release = () => void;

/** One direction of one link. */
export class Wire {
  readonly link: LinkSpec;
  readonly from: SiteId;
  readonly to: SiteId;
  #cuts = 0;
  readonly #degradations = new Set<Degradation>();

  constructor(link: LinkSpec, from: SiteId) {
    const [one, other] = link.between;
    this.link = link;
    this.from = from;
    this.to = one === from ? other : one;
  }

  get isUp(): boolean {
    return this.#cuts === 0;
  }

  cut(): Release {
    this.#cuts++;
    return () => {
      this.#cuts--;
    };
  }

  degrade(degradation: Degradation): Release {
    const own = { ...degradation };
    this.#degradations.add(own);
    return () => {
      this.#degradations.delete(own);
    };
  }

  get condition(): LinkCondition {
    const { bandwidth, delay, jitter, loss, queue } = this.link;
    let pass = 1 - loss.mean;
    let factor = 1;
    let added = 0;
    for (const degradation of this.#degradations) {
      pass *= 1 - degradation.loss;
      factor *= degradation.bandwidthFactor;
      added += degradation.addedDelay;
    }
    return {
      up: this.isUp,
      bandwidth: (bandwidth * factor) as BytesPerMicro,
      delay: delay + added,
      jitter,
      loss: { mean: 1 - pass, burst: loss.burst },
      queue,
    };
  }
}
