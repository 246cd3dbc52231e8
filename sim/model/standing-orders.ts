// What a data plane has been told and what of it is still in force, so that another plane can be told the same.
// Keeps the latest order of each kind; knows no data.

import type {
  CommitTerms,
  Connection,
  ConnectionStep,
  DataOrders,
  Grain,
  HostCondition,
  LinkCondition,
  LinkId,
  NodeId,
  OriginId,
  Pace,
  PopulationId,
  SiteId,
  StreamId,
  StreamSpec,
  TimelineId,
} from "../cluster/data-plane.ts";
import { Fabric } from "../cluster/fabric.ts";
import type { Instant } from "../quantity/time.ts";

export class StandingOrders {
  readonly fabric: Fabric;
  readonly streams = new Map<StreamId, StreamSpec>();
  readonly terms = new Map<TimelineId, CommitTerms>();
  readonly #links = new Map<string, [LinkId, SiteId, LinkCondition]>();
  readonly #paths = new Map<string, [SiteId, SiteId, readonly LinkId[]]>();
  readonly #hosts = new Map<NodeId, HostCondition>();
  readonly #paces = new Map<NodeId, Pace>();
  readonly #plans = new Map<PopulationId, readonly ConnectionStep[]>();
  readonly #kept = new Set<OriginId>();
  /** Whoever holds the end of a log that it wrote itself, and whether it takes writes. */
  readonly #writers = new Map<string, { node: NodeId; origin: OriginId; accepts: boolean }>();
  #grain: Grain = "every-write";

  constructor(sites: ReadonlyMap<NodeId, SiteId>) {
    this.fabric = new Fabric(sites);
  }

  get links(): Iterable<readonly [LinkId, SiteId, LinkCondition]> {
    return this.#links.values();
  }
  isWriter(node: NodeId, origin: OriginId): boolean {
    return this.#writers.has(`${node}/${origin}`);
  }
  isAccepting(node: NodeId, origin: OriginId): boolean {
    return this.#writers.get(`${node}/${origin}`)?.accepts ?? false;
  }

  setLink(link: LinkId, from: SiteId, condition: LinkCondition): void {
    this.#links.set(`${link}/${from}`, [link, from, condition]);
    this.fabric.setLink(link, from, condition);
  }
  setPath(from: SiteId, to: SiteId, links: readonly LinkId[]): void {
    this.#paths.set(`${from}>${to}`, [from, to, links]);
    this.fabric.setPath(from, to, links);
  }
  setHost(node: NodeId, condition: HostCondition): void {
    this.#hosts.set(node, condition);
    this.fabric.setHost(node, condition);
  }
  setPace(node: NodeId, pace: Pace): void {
    this.#paces.set(node, pace);
  }
  setWriter(node: NodeId, origin: OriginId, accepts: boolean): void {
    if (accepts || this.isWriter(node, origin))
      this.#writers.set(`${node}/${origin}`, { node, origin, accepts });
  }
  /** It wrote the log, or it holds a copy of somebody else's. */
  setRole(node: NodeId, origin: OriginId, role: "writer" | "copy"): void {
    if (role === "copy") this.#writers.delete(`${node}/${origin}`);
    else if (!this.isWriter(node, origin))
      this.#writers.set(`${node}/${origin}`, { node, origin, accepts: false });
  }
  connect(population: PopulationId, plan: readonly ConnectionStep[]): void {
    this.#plans.set(population, plan);
  }
  setGrain(grain: Grain): void {
    this.#grain = grain;
  }
  keepAll(origin: OriginId): void {
    this.#kept.add(origin);
  }

  /** Everything but streams and roles, which go with the data. */
  repeat(plane: DataOrders, now: Instant): void {
    plane.setGrain(this.#grain);
    for (const origin of this.#kept) plane.keepAll(origin);
    for (const link of this.#links.values()) plane.setLink(...link);
    for (const path of this.#paths.values()) plane.setPath(...path);
    for (const host of this.#hosts) plane.setHost(...host);
    for (const pace of this.#paces) plane.setPace(...pace);
    for (const [timeline, terms] of this.terms) plane.setCommitTerms(timeline, terms);
    for (const { node, origin, accepts } of this.#writers.values())
      if (accepts) plane.setWriter(node, origin, "accept");
    for (const [population, plan] of this.#plans) plane.connect(population, stepsFrom(plan, now));
  }
}

/** What of a plan holds now, and what is still to come. */
function stepsFrom(plan: readonly ConnectionStep[], now: Instant): ConnectionStep[] {
  let connections: readonly Connection[] = [];
  for (const step of plan) if (step.at <= now) connections = step.connections;
  return [{ at: now, connections }, ...plan.filter(({ at }) => at > now)];
}
