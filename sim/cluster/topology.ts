// What is up, and who can talk to whom: the only writer of physical state, which it passes on to the data plane.
// Faults take hold of a thing and let go of it. Another path is adopted after detection and convergence. Leaves out:
// equal-cost paths.

import type { Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import { gigabits } from "../quantity/data.ts";
import { constant } from "../quantity/distribution.ts";
import { after, type Duration, type Instant, NO_TIME } from "../quantity/time.ts";
import type { BulkLoad } from "./bulk-load.ts";
import type { DataOrders, LinkId, SiteId } from "./data-plane.ts";
import type { EventBus } from "./event-bus.ts";
import type { DampingTerms } from "./flap-damping.ts";
import { noticeOf } from "./link-notice.ts";
import { LinkWatch } from "./link-watch.ts";
import { Routes } from "./routes.ts";
import { type Degradation, type LinkSpec, type Release, Wire } from "./wires.ts";

export type { Degradation, LinkSpec, Release } from "./wires.ts";

/** Inside a site: 10 Gbit/s, 50 µs one way. Our assumption: one data-centre network, never the bottleneck. */
const LAN = {
  bandwidth: gigabits(10),
  delay: 50,
  jitter: constant(0),
  loss: { mean: 0, burst: 1 },
  queue: 1e6,
};

/** How many faults hold a site, its way to clients, its voter's disk, or its applications' way to databases. */
interface Holds {
  site: number;
  edge: number;
  store: number;
  application: number;
}

export class Topology {
  readonly sites: readonly SiteId[];
  readonly links: readonly LinkSpec[];
  readonly #kernel: Kernel;
  readonly #plane: Pick<DataOrders, "setLink" | "setPath">;
  readonly #bus: EventBus;
  readonly #watches: ReadonlyMap<LinkId, LinkWatch>;
  /** Both directions of each link. */
  readonly #wires: ReadonlyMap<LinkId, readonly [Wire, Wire]>;
  readonly #holds: ReadonlyMap<SiteId, Holds>;
  readonly #routes: Routes;
  readonly #listeners: (() => void)[] = [];
  /** Sites whose voters stand still, as a text to compare. */
  #stalledStores = "";
  #reachChanges = 0;
  #siteChanges = 0;
  #wayChanges = 0;
  /** Changes of links to which routing has not yet answered, and when it will. */
  #converging: { readonly watch: LinkWatch; readonly at: Instant }[] = [];

  constructor(parts: {
    kernel: Kernel;
    plane: Pick<DataOrders, "setLink" | "setPath">;
    bus: EventBus;
    sites: readonly SiteId[];
    /** In order of preference between two sites. */
    links: readonly LinkSpec[];
    /** From the change of a link until traffic takes another, unless the link says otherwise. */
    convergence: Duration;
    /** Of the instants at which a change is noticed; at the latest ones without it. */
    random?: Random;
    /** undefined = a line is used as soon as it is up. */
    damping?: DampingTerms | undefined;
  }) {
    this.#kernel = parts.kernel;
    this.#plane = parts.plane;
    this.#bus = parts.bus;
    this.sites = parts.sites;
    this.links = parts.links;
    this.#holds = new Map(this.sites.map((site) => [site, { site: 0, edge: 0, store: 0, application: 0 }]));
    for (const site of this.sites) {
      this.#plane.setLink(`lan:${site}`, site, { up: true, ...LAN });
      this.#plane.setPath(site, site, [`lan:${site}`]);
    }
    this.#wires = new Map(
      this.links.map((link) => {
        const [one, other] = link.between;
        return [link.id, [new Wire(link, one), new Wire(link, other)]];
      }),
    );
    const { convergence, random, damping } = parts;
    const usual = noticeOf(convergence, NO_TIME);
    this.#watches = new Map(
      this.links.map(({ id, notice = usual }) => {
        const draws = random?.draws(`routing/${id}`);
        return [id, new LinkWatch(this.#both(id), { notice, damping, draws })];
      }),
    );
    const wires = [...this.#wires.values()].flat();
    for (const wire of wires) this.#plane.setLink(wire.link.id, wire.from, wire.condition);
    this.#routes = new Routes(this.sites, wires, (site) => this.isSiteUp(site));
    this.#route();
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  isSiteUp(site: SiteId): boolean {
    return this.#holds.get(site)?.site === 0;
  }
  /** Clients outside can reach it. */
  isEdgeUp(site: SiteId): boolean {
    const holds = this.#holds.get(site);
    return holds?.site === 0 && holds.edge === 0;
  }
  /** A voter of a consensus store there can vote and answer. */
  isStoreUp(site: SiteId): boolean {
    const holds = this.#holds.get(site);
    return holds?.site === 0 && holds.store === 0;
  }
  /** What an application in one site asks a database in another, or in the same one, is answered. */
  applicationReaches(application: SiteId, database: SiteId): boolean {
    return this.#holds.get(application)?.application === 0 && this.talks(application, database);
  }
  isUp(link: LinkId, from: SiteId): boolean {
    return this.#wire(link, from).isUp;
  }

  /** A message from `a` arrives at `b`. */
  reaches(a: SiteId, b: SiteId): boolean {
    return this.#routes.reaches(a, b);
  }
  /** Question and answer. */
  talks(a: SiteId, b: SiteId): boolean {
    return this.#routes.talks(a, b);
  }
  /** As long as it is the same number, everybody reaches whom he reached. */
  get reachChanges(): number {
    return this.#reachChanges;
  }
  /** As long as it is the same number, the same sites are up, and clients reach the same ones. */
  get siteChanges(): number {
    return this.#siteChanges;
  }
  /** As long as it is the same number, everybody reaches whom he reached, on ways that are as good as they were. */
  get wayChanges(): number {
    return this.#wayChanges;
  }
  /** The same text whenever everybody reaches whom he reaches now, on ways that are as good as now. */
  get wayState(): string {
    return this.#stalledStores === "" ? this.#routes.state : `${this.#routes.state} ${this.#stalledStores}`;
  }

  /** One way along the path in use, µs; Infinity without a path. */
  delay(a: SiteId, b: SiteId): number {
    if (a === b) return LAN.delay;
    const path = this.#routes.path(a, b);
    if (path.length === 0) return Number.POSITIVE_INFINITY;
    return path.reduce((sum, { link }) => sum + link.delay, 0);
  }

  /** A heartbeat, one way along the path in use, with what faults and bulk traffic add: share lost, and µs. */
  quality(a: SiteId, b: SiteId): { readonly loss: number; readonly delay: number } {
    if (a === b) return { loss: LAN.loss.mean, delay: LAN.delay };
    const path = this.#routes.path(a, b);
    let pass = path.length > 0 ? 1 : 0;
    let total = 0;
    for (const { quality } of path) {
      pass *= 1 - quality.loss;
      total += quality.delay;
    }
    return { loss: 1 - pass, delay: total };
  }

  linksBetween(a: SiteId, b: SiteId): LinkSpec[] {
    return this.links.filter(({ between }) => between.includes(a) && between.includes(b));
  }
  linksOf(site: SiteId): LinkSpec[] {
    return this.links.filter(({ between }) => between.includes(site));
  }

  /** `from` undefined = both directions. */
  cut(link: LinkId, from?: SiteId): Release {
    return this.#hold(link, from, (wire) => wire.cut(), false);
  }
  degrade(link: LinkId, from: SiteId | undefined, degradation: Degradation): Release {
    return this.#hold(link, from, (wire) => wire.degrade(degradation), true);
  }
  /** Bulk traffic from one site to another, on the path that is in use now; it stays on it. */
  load(from: SiteId, to: SiteId, load: BulkLoad): Release {
    const wires = this.#routes.path(from, to);
    const tell = (): void => {
      for (const wire of wires) {
        this.#routes.linkChanged(wire.link);
        this.#plane.setLink(wire.link.id, wire.from, wire.condition);
      }
      this.#wayChanges++;
      this.changed();
    };
    const releases = wires.map((wire) => wire.load(load));
    tell();
    return () => {
      for (const release of releases) release();
      tell();
    };
  }
  /** A site as a whole, or one of its ways; the hosts in it are somebody else's. */
  holdSite(site: SiteId, what: keyof Holds): Release {
    const holds = this.#holds.get(site) as Holds;
    const add = (by: number): void => {
      holds[what] += by;
      this.#stalledStores = this.sites.filter((each) => (this.#holds.get(each) as Holds).store > 0).join();
      this.#routes.sitesChanged();
      this.#reachChanges++;
      this.#siteChanges++;
      this.#wayChanges++;
      this.changed();
    };
    add(1);
    return () => add(-1);
  }

  #hold(link: LinkId, from: SiteId | undefined, take: (wire: Wire) => Release, isQuality: boolean): Release {
    const wires = from === undefined ? this.#both(link) : [this.#wire(link, from)];
    const releases = wires.map(take);
    this.#linkChanged(wires, isQuality);
    return () => {
      for (const release of releases) release();
      this.#linkChanged(wires, isQuality);
    };
  }

  #linkChanged(wires: readonly Wire[], isQuality: boolean): void {
    const { link } = wires[0] as Wire;
    const isReachChanged = this.#routes.linkChanged(link);
    if (isReachChanged) this.#reachChanges++;
    this.#wayChanges++;
    for (const { from, condition, news } of wires) {
      this.#plane.setLink(link.id, from, condition);
      this.#bus.emit("linkChanged", news);
    }
    this.#converge(link.id);
    // A link that carries nothing is missed by nobody.
    if (isQuality || isReachChanged) this.changed();
  }

  /** Where no path would change, and none is about to, nothing is waited for. */
  #converge(link: LinkId): void {
    const watch = this.#watches.get(link) as LinkWatch;
    const { now } = this.#kernel;
    const notices = watch.noticesAfter(now);
    if (this.#converging.length === 0 && this.#routes.areBest && watch.look(now) === now) return;
    this.#lookAt(watch, after(now, notices as Duration));
  }

  #lookAt(watch: LinkWatch, at: Instant): void {
    this.#converging.push({ watch, at });
    this.#kernel.at(at, () => {
      // Whatever is noticed at one instant is noticed together.
      const due = this.#converging.filter((one) => one.at <= at);
      this.#converging = this.#converging.filter((one) => one.at > at);
      for (const one of due) {
        const again = one.watch.look(at);
        this.#routes.noticed(one.watch.link);
        if (again > at) this.#lookAt(one.watch, again as Instant);
      }
      if (this.#route()) this.changed();
    });
  }

  /** Adopts the best path for every pair; true if one changed. */
  #route(): boolean {
    const pairs = this.#routes.adopt();
    for (const { from, to, path } of pairs) {
      const links = path.map(({ link }) => link.id);
      this.#plane.setPath(from, to, links);
      this.#bus.emit("pathChanged", { from, to, links });
    }
    if (pairs.length > 0) {
      this.#reachChanges++;
      this.#wayChanges++;
    }
    return pairs.length > 0;
  }

  #both(link: LinkId): readonly [Wire, Wire] {
    return this.#wires.get(link) as readonly [Wire, Wire];
  }
  #wire(link: LinkId, from: SiteId): Wire {
    const [one, other] = this.#both(link);
    return one.from === from ? one : other;
  }
}
