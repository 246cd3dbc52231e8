// What is up, and who can talk to whom: the only writer of physical state, which it passes on to the data plane.
// Faults take hold of a thing and let go of it; overlapping holds add up, and letting go restores exactly the rest.
// Between two sites traffic takes the first link that works both ways, adopted after detection and convergence; if no
// link joins them directly, the path with the fewest hops. Leaves out: equal-cost paths, flap damping.

import type { Kernel } from "../kernel/kernel.ts";
import type { BytesPerMicro } from "../quantity/data.ts";
import { gigabits } from "../quantity/data.ts";
import { constant, type Distribution } from "../quantity/distribution.ts";
import { after, type Duration } from "../quantity/time.ts";
import type { DataOrders, LinkCondition, LinkId, SiteId } from "./data-plane.ts";
import type { EventBus } from "./event-bus.ts";

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

interface Direction {
  cuts: number;
  readonly degradations: Set<Degradation>;
}

/** Inside a site: 10 Gbit/s, 50 µs one way. Our assumption: one data-centre network, never the bottleneck. */
const LAN = {
  bandwidth: gigabits(10),
  delay: 50,
  jitter: constant(0),
  loss: { mean: 0, burst: 1 },
  queue: 1e6,
};

export class Topology {
  readonly sites: readonly SiteId[];
  readonly links: readonly LinkSpec[];
  readonly #kernel: Kernel;
  readonly #plane: Pick<DataOrders, "setLink" | "setPath">;
  readonly #bus: EventBus;
  readonly #convergence: Duration;
  readonly #directions = new Map<string, Direction>();
  /** How many faults hold a site, or its way to the clients. */
  readonly #held = { site: new Map<SiteId, number>(), edge: new Map<SiteId, number>() };
  readonly #paths = new Map<string, readonly LinkId[]>();
  /** Whom a message reaches, as far as asked since the last change. */
  readonly #reached = new Map<SiteId, Map<SiteId, boolean>>();
  readonly #listeners: (() => void)[] = [];

  constructor(parts: {
    kernel: Kernel;
    plane: Pick<DataOrders, "setLink" | "setPath">;
    bus: EventBus;
    sites: readonly SiteId[];
    /** In order of preference between two sites. */
    links: readonly LinkSpec[];
    /** From the change of a link until traffic takes another. */
    convergence: Duration;
  }) {
    this.#kernel = parts.kernel;
    this.#plane = parts.plane;
    this.#bus = parts.bus;
    this.sites = parts.sites;
    this.links = parts.links;
    this.#convergence = parts.convergence;
    for (const site of this.sites) {
      this.#plane.setLink(`lan:${site}`, site, { up: true, ...LAN });
      this.#plane.setPath(site, site, [`lan:${site}`]);
    }
    for (const link of this.links)
      for (const site of link.between) {
        this.#directions.set(`${link.id}/${site}`, { cuts: 0, degradations: new Set() });
        this.#orderLink(link, site);
      }
    this.#route();
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  isSiteUp(site: SiteId): boolean {
    return (this.#held.site.get(site) ?? 0) === 0;
  }
  /** Clients outside can reach it. */
  isEdgeUp(site: SiteId): boolean {
    return this.isSiteUp(site) && (this.#held.edge.get(site) ?? 0) === 0;
  }
  isUp(link: LinkId, from: SiteId): boolean {
    return this.#direction(link, from).cuts === 0;
  }

  /** A message from `a` arrives at `b`. */
  reaches(a: SiteId, b: SiteId): boolean {
    // Asked far more often than anything changes.
    const known = this.#reached.get(a)?.get(b);
    if (known !== undefined) return known;
    const reached = this.#traverses(a, b);
    let from = this.#reached.get(a);
    if (!from) {
      from = new Map();
      this.#reached.set(a, from);
    }
    from.set(b, reached);
    return reached;
  }

  #traverses(a: SiteId, b: SiteId): boolean {
    if (!this.isSiteUp(a) || !this.isSiteUp(b)) return false;
    if (a === b) return true;
    const path = this.#paths.get(`${a}>${b}`) ?? [];
    let at = a;
    for (const id of path) {
      if (!this.isUp(id, at)) return false;
      at = this.#otherEnd(id, at);
      if (!this.isSiteUp(at)) return false;
    }
    return path.length > 0;
  }
  /** Question and answer. */
  talks(a: SiteId, b: SiteId): boolean {
    return this.reaches(a, b) && this.reaches(b, a);
  }

  /** One way along the path in use, µs; Infinity without a path. */
  delay(a: SiteId, b: SiteId): number {
    if (a === b) return LAN.delay;
    const path = this.#paths.get(`${a}>${b}`) ?? [];
    if (path.length === 0) return Number.POSITIVE_INFINITY;
    return path.reduce((sum, id) => sum + this.link(id).delay, 0);
  }

  /** One way along the path in use, what faults add included: share of packets lost, and µs; lost without a path. */
  quality(a: SiteId, b: SiteId): { readonly loss: number; readonly delay: number } {
    if (a === b) return { loss: LAN.loss.mean, delay: LAN.delay };
    const path = this.#paths.get(`${a}>${b}`) ?? [];
    let pass = path.length > 0 ? 1 : 0;
    let total = 0;
    let at = a;
    for (const id of path) {
      const { delay, loss } = this.#condition(this.link(id), at);
      pass *= 1 - loss.mean;
      total += delay;
      at = this.#otherEnd(id, at);
    }
    return { loss: 1 - pass, delay: total };
  }

  link(id: LinkId): LinkSpec {
    return this.links.find((link) => link.id === id) as LinkSpec;
  }
  linksBetween(a: SiteId, b: SiteId): LinkSpec[] {
    return this.links.filter(({ between }) => between.includes(a) && between.includes(b));
  }
  linksOf(site: SiteId): LinkSpec[] {
    return this.links.filter(({ between }) => between.includes(site));
  }

  /** `from` undefined = both directions. */
  cut(link: LinkId, from?: SiteId): Release {
    return this.#hold(link, from, (direction) => {
      direction.cuts++;
      return () => {
        direction.cuts--;
      };
    });
  }
  degrade(link: LinkId, from: SiteId | undefined, degradation: Degradation): Release {
    return this.#hold(link, from, (direction) => {
      const own = { ...degradation };
      direction.degradations.add(own);
      return () => {
        direction.degradations.delete(own);
      };
    });
  }
  /** A site as a whole, or only its way to the clients. The hosts in it are somebody else's. */
  holdSite(site: SiteId, what: "site" | "edge"): Release {
    const held = this.#held[what];
    const add = (by: number): void => {
      held.set(site, (held.get(site) ?? 0) + by);
      this.#reached.clear();
      this.changed();
    };
    add(1);
    return () => {
      add(-1);
    };
  }

  #hold(link: LinkId, from: SiteId | undefined, take: (direction: Direction) => Release): Release {
    const spec = this.link(link);
    const sites = from === undefined ? spec.between : [from];
    const releases = sites.map((site) => take(this.#direction(link, site)));
    this.#linkChanged(spec, sites);
    return () => {
      for (const release of releases) release();
      this.#linkChanged(spec, sites);
    };
  }

  #linkChanged(link: LinkSpec, sites: readonly SiteId[]): void {
    this.#reached.clear();
    for (const site of sites) {
      this.#orderLink(link, site);
      this.#bus.emit("linkChanged", { link: link.id, from: site, up: this.isUp(link.id, site) });
    }
    this.#kernel.at(after(this.#kernel.now, this.#convergence), () => {
      if (this.#route()) this.changed();
    });
    this.changed();
  }

  #orderLink(link: LinkSpec, from: SiteId): void {
    this.#plane.setLink(link.id, from, this.#condition(link, from));
  }

  #condition({ id, bandwidth, delay, jitter, loss, queue }: LinkSpec, from: SiteId): LinkCondition {
    const { cuts, degradations } = this.#direction(id, from);
    let pass = 1 - loss.mean;
    let factor = 1;
    let added = 0;
    for (const degradation of degradations) {
      pass *= 1 - degradation.loss;
      factor *= degradation.bandwidthFactor;
      added += degradation.addedDelay;
    }
    return {
      up: cuts === 0,
      bandwidth: (bandwidth * factor) as BytesPerMicro,
      delay: delay + added,
      jitter,
      loss: { mean: 1 - pass, burst: loss.burst },
      queue,
    };
  }

  /** Adopts the best path for every pair; true if one changed. */
  #route(): boolean {
    let changes = false;
    for (const a of this.sites)
      for (const b of this.sites) {
        if (a === b) continue;
        const path = this.#bestPath(a, b);
        const key = `${a}>${b}`;
        if (path.join() === (this.#paths.get(key) ?? []).join()) continue;
        this.#paths.set(key, path);
        this.#reached.clear();
        this.#plane.setPath(a, b, path);
        this.#bus.emit("pathChanged", { from: a, to: b, links: path });
        changes = true;
      }
    return changes;
  }

  #bestPath(a: SiteId, b: SiteId): readonly LinkId[] {
    const direct = this.linksBetween(a, b);
    const works = (link: LinkSpec): boolean => link.between.every((site) => this.isUp(link.id, site));
    if (direct.length > 0) {
      const best = direct.find(works) ?? direct.find((link) => this.isUp(link.id, a));
      // With nothing better in sight traffic stays where it was.
      return best ? [best.id] : (this.#paths.get(`${a}>${b}`) ?? []);
    }
    const reached = new Map<SiteId, readonly LinkId[]>([[a, []]]);
    for (const site of reached.keys())
      for (const link of this.linksOf(site)) {
        const next = this.#otherEnd(link.id, site);
        if (!reached.has(next) && works(link)) reached.set(next, [...(reached.get(site) ?? []), link.id]);
      }
    return reached.get(b) ?? [];
  }

  #otherEnd(id: LinkId, site: SiteId): SiteId {
    const [one, other] = this.link(id).between;
    return one === site ? other : one;
  }
  #direction(link: LinkId, from: SiteId): Direction {
    return this.#directions.get(`${link}/${from}`) as Direction;
  }
}
