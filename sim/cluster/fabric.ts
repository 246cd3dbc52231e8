// What every data plane must know of hosts, links and paths to say whether, and how fast, a stream can flow.
// Knows no positions. A link has two directions with conditions of their own.

import { meanOf } from "../kernel/sampling.ts";
import type { BytesPerMicro } from "../quantity/data.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { HostCondition, LinkCondition, LinkId, NodeId, SiteId } from "./data-plane.ts";

/** One direction from one host to another, links in series. */
export interface Route {
  /** One key per link and direction, for sharing bandwidth. */
  readonly links: readonly string[];
  readonly bandwidth: BytesPerMicro;
  /** Sum of propagation delays, real µs. */
  readonly delay: number;
  readonly jitters: readonly Distribution[];
  /** Bytes that wait before the narrowest link at most. */
  readonly queue: number;
  /** Loss events per packet, and how many packets one takes on average. */
  readonly lossEvents: number;
  readonly burst: number;
}

const NOWHERE: readonly LinkId[] = [];

export class Fabric {
  readonly #siteOf: ReadonlyMap<NodeId, SiteId>;
  /** Sites with hosts. */
  readonly #sites: ReadonlySet<SiteId>;
  readonly #links = new Map<string, LinkCondition>();
  readonly #keys = new Map<LinkId, Map<SiteId, string>>();
  /** By site of the source, then of the target. */
  readonly #paths = new Map<SiteId, Map<SiteId, readonly LinkId[]>>();
  readonly #hosts = new Map<NodeId, HostCondition>();
  /** By source and target; null = there is none. Forgotten when anything changes that lies between hosts. */
  readonly #routes = new Map<NodeId, Map<NodeId, Route | null>>();

  constructor(siteOf: ReadonlyMap<NodeId, SiteId>) {
    this.#siteOf = siteOf;
    this.#sites = new Set(siteOf.values());
    for (const node of siteOf.keys()) this.#hosts.set(node, "running");
  }

  setLink(link: LinkId, from: SiteId, condition: LinkCondition): void {
    this.#links.set(this.#key(link, from), condition);
    if (this.#isBetweenHosts(link)) this.#forgetRoutes();
  }
  setPath(from: SiteId, to: SiteId, links: readonly LinkId[]): void {
    let paths = this.#paths.get(from);
    if (!paths) {
      paths = new Map();
      this.#paths.set(from, paths);
    }
    paths.set(to, links);
    this.#forgetRoutes();
  }
  setHost(node: NodeId, condition: HostCondition): void {
    this.#hosts.set(node, condition);
    this.#forgetRoutes();
  }
  host(node: NodeId): HostCondition {
    return this.#hosts.get(node) ?? "off";
  }
  site(node: NodeId): SiteId {
    return this.#siteOf.get(node) as SiteId;
  }

  /** The path between the sites of two nodes takes this link. */
  takes(source: NodeId, target: NodeId, link: LinkId): boolean {
    return this.#path(source, target).includes(link);
  }
  /** Bytes per µs of one direction of a link. */
  capacity(key: string): number {
    return this.#links.get(key)?.bandwidth ?? 0;
  }
  /** Bytes per µs of every direction of every link that is up, by key. */
  capacities(): Map<string, number> {
    return new Map([...this.#links].map(([key, { bandwidth }]) => [key, bandwidth]));
  }

  /** undefined = nothing gets through: a host does not run, there is no path, or a link of it is down. */
  route(source: NodeId, target: NodeId): Route | undefined {
    let routes = this.#routes.get(source);
    const known = routes?.get(target);
    if (known !== undefined) return known ?? undefined;
    if (!routes) {
      routes = new Map();
      this.#routes.set(source, routes);
    }
    const found = this.#find(source, target);
    routes.set(target, found ?? null);
    return found;
  }

  #path(source: NodeId, target: NodeId): readonly LinkId[] {
    return this.#paths.get(this.site(source))?.get(this.site(target)) ?? NOWHERE;
  }
  #isBetweenHosts(link: LinkId): boolean {
    for (const from of this.#sites)
      for (const to of this.#sites) if (this.#paths.get(from)?.get(to)?.includes(link)) return true;
    return false;
  }
  #forgetRoutes(): void {
    for (const routes of this.#routes.values()) routes.clear();
  }
  /** The same as `directionKey`, made once. */
  #key(link: LinkId, from: SiteId): string {
    let keys = this.#keys.get(link);
    if (!keys) {
      keys = new Map();
      this.#keys.set(link, keys);
    }
    const known = keys.get(from);
    if (known !== undefined) return known;
    const key = directionKey(link, from);
    keys.set(from, key);
    return key;
  }

  #find(source: NodeId, target: NodeId): Route | undefined {
    if (this.host(source) !== "running" || this.host(target) !== "running") return undefined;
    const from = this.site(source);
    const links = this.#path(source, target);
    if (links.length === 0) return undefined;
    const keys = links.map((link) => this.#key(link, from));
    const conditions = keys.map((key) => this.#links.get(key));
    if (conditions.some((condition) => condition === undefined || !condition.up)) return undefined;
    const all = conditions as LinkCondition[];
    const narrowest = all.reduce((one, other) => (other.bandwidth < one.bandwidth ? other : one));
    const lossEvents = all.reduce((sum, { loss }) => sum + loss.mean / loss.burst, 0);
    const lost = all.reduce((sum, { loss }) => sum + loss.mean, 0);
    return {
      links: keys,
      bandwidth: narrowest.bandwidth,
      queue: narrowest.queue,
      delay: all.reduce((sum, { delay }) => sum + delay, 0),
      jitters: all
        .map(({ jitter }) => jitter)
        .filter((jitter) => jitter.kind !== "constant" || jitter.value > 0),
      lossEvents,
      burst: lossEvents > 0 ? lost / lossEvents : 1,
    };
  }
}

export const directionKey = (link: LinkId, from: SiteId): string => `${link}/${from}`;

/** One way on average, µs. */
export const meanDelay = ({ delay, jitters }: Route): number =>
  jitters.reduce((sum, jitter) => sum + Math.max(0, meanOf(jitter)), delay);

/** What is on the wire of the one goes on on the other. */
export function sameRoute(a: Route | undefined, b: Route | undefined): boolean {
  if (!a || !b || a === b) return a === b;
  return (
    a.delay === b.delay &&
    a.lossEvents === b.lossEvents &&
    a.links.length === b.links.length &&
    a.links.every((link, i) => link === b.links[i])
  );
}
