// The links as wires with two directions: what faults hold of each, and what the data plane is told about it.
// Overlapping holds add up, and letting go of one restores exactly the rest.

import type { BytesPerMicro } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { type BulkLoad, loaded } from "./bulk-load.ts";
import type { LinkCondition, LinkId, SiteId } from "./data-plane.ts";
import type { Notice } from "./link-notice.ts";

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
  /** Whose packets pass by the queue; nobody's if absent. */
  readonly priority?: Priority;
  /** When routing notices its changes; as for all lines if absent. */
  readonly notice?: Notice;
}
export type Priority = "none" | "heartbeats" | "heartbeats-and-replication";
/** What a fault does to one direction of a link; factors and additions of several compose. */
export interface Degradation {
  readonly loss: number;
  readonly addedDelay: number;
  readonly bandwidthFactor: number;
}
/** Whether what `from` sends over a link arrives. */
export interface LinkNews {
  readonly link: LinkId;
  readonly from: SiteId;
  readonly up: boolean;
}
/** Lets go of what a fault held. */
export type Release = () => void;

/** One direction of one link. */
export class Wire {
  readonly link: LinkSpec;
  readonly from: SiteId;
  readonly to: SiteId;
  /** Routing has last seen it up, and trusts it. */
  isTrusted = true;
  #cuts = 0;
  readonly #degradations = new Set<Degradation>();
  readonly #loads = new Set<BulkLoad>();
  /** With nothing degraded: as it is when it is up, and when it is cut. */
  readonly #whole: LinkCondition;
  readonly #cut: LinkCondition;
  /** What is told about it then. */
  readonly #isUpNews: LinkNews;
  readonly #isCutNews: LinkNews;
  #condition: LinkCondition;
  /** What a heartbeat meets. */
  #heartbeat: LinkCondition;
  #state: string;

  constructor(link: LinkSpec, from: SiteId) {
    const [one, other] = link.between;
    this.link = link;
    this.from = from;
    this.to = one === from ? other : one;
    const { bandwidth, delay, jitter, loss, queue } = link;
    this.#whole = {
      up: true,
      bandwidth,
      delay,
      jitter,
      loss: { mean: 1 - (1 - loss.mean), burst: loss.burst },
      queue,
    };
    this.#cut = { ...this.#whole, up: false };
    this.#isUpNews = { link: link.id, from, up: true };
    this.#isCutNews = { ...this.#isUpNews, up: false };
    this.#condition = this.#heartbeat = this.#whole;
    this.#state = this.#stateNow();
  }

  get isUp(): boolean {
    return this.#cuts === 0;
  }

  cut(): Release {
    this.#cuts++;
    this.#changed();
    return () => {
      this.#cuts--;
      this.#changed();
    };
  }

  degrade(degradation: Degradation): Release {
    const own = { ...degradation };
    this.#degradations.add(own);
    this.#changed();
    return () => {
      this.#degradations.delete(own);
      this.#changed();
    };
  }

  /** Bulk traffic takes this way. */
  load(load: BulkLoad): Release {
    const own = { ...load };
    this.#loads.add(own);
    this.#changed();
    return () => {
      this.#loads.delete(own);
      this.#changed();
    };
  }

  /** Share of packets lost and µs one way, for a heartbeat. */
  get quality(): { readonly loss: number; readonly delay: number } {
    const { loss, delay } = this.#heartbeat;
    return { loss: loss.mean, delay };
  }

  /** The same object as long as nothing has taken hold of it, or let go. */
  get condition(): LinkCondition {
    return this.#condition;
  }

  /** For those who hear of its changes. */
  get news(): LinkNews {
    return this.isUp ? this.#isUpNews : this.#isCutNews;
  }
  /** Which wire it is, whether it is up, what it loses and how long it takes: a text to compare. */
  get state(): string {
    return this.#state;
  }

  #changed(): void {
    const bare = this.#conditionNow();
    const { priority = "none" } = this.link;
    const full = this.#loads.size === 0 ? bare : loaded(bare, this.#loads);
    this.#heartbeat = priority === "none" ? full : bare;
    this.#condition = priority === "heartbeats-and-replication" ? bare : full;
    this.#state = this.#stateNow();
  }

  #stateNow(): string {
    const { up, loss, delay } = this.#heartbeat;
    const isWhole = this.#degradations.size === 0 && this.#loads.size === 0;
    return `${this.link.id}>${this.to}${up ? "" : "!"}${isWhole ? "" : `(${loss.mean},${delay})`};`;
  }

  #conditionNow(): LinkCondition {
    if (this.#degradations.size === 0) return this.isUp ? this.#whole : this.#cut;
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
