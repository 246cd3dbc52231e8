// Notes every change of state in a run as it is announced: states, roles, streams, connections, faults, losses.
import type { Connection } from "../../cluster/data-plane.ts";
import type { NodeState } from "../../cluster/node-states.ts";
import type { LossAccount } from "../../metrics/loss-account.ts";
import type { World } from "../../model/build.ts";
import type { Film, FilmedLoss, Spell, Step } from "./film.ts";

/** What it has noted; instants of the run. */
export type Filmed = Pick<
  Film,
  "faults" | "nodes" | "links" | "writers" | "leaders" | "streams" | "waitsFor" | "clients" | "losses"
>;
type Connected = Readonly<Record<string, number>>;

export class Camera {
  readonly #world: World;
  readonly #nodes: Record<string, Step<NodeState>[]> = {};
  readonly #links = new Map<string, { link: string; from: string; up: Step<boolean>[] }>();
  readonly #leaders: Record<string, Step<string>[]> = {};
  readonly #waitsFor: Record<string, Step<readonly string[]>[]> = {};
  readonly #clients: Record<string, Step<Connected>[]> = {};
  readonly #faults = new Spells<{ kind: string; subject: string }>();
  readonly #writers = new Spells<{ service: string; node: string; timeline: number }>();
  readonly #streams = new Spells<{ source: string; target: string }>();
  readonly #losses: FilmedLoss[] = [];

  /** Before the run begins. */
  constructor(world: World, losses: LossAccount) {
    this.#world = world;
    const { nodes, topology, services, populations } = world;
    for (const { id } of nodes.all) this.#nodes[id] = [{ at: 0, is: nodes.state(id) }];
    for (const { id: link, between } of topology.links)
      for (const from of between)
        this.#links.set(`${link} ${from}`, { link, from, up: [{ at: 0, is: true }] });
    for (const { id, connections } of populations)
      this.#clients[id] = [{ at: 0, is: connected(connections) }];
    for (const { service, replication } of services) {
      this.#waitsFor[service.id] = [{ at: 0, is: replication.waitsFor }];
      for (const { node: target } of service.members) {
        const source = replication.sourceOf(target);
        if (source !== undefined) this.#streams.begin(`${source} ${target}`, 0, { source, target });
      }
      this.#leaders[service.id] = [{ at: 0, is: service.primary }];
      for (const node of service.acceptingNodes)
        this.#writers.begin(`${service.id} ${node}`, 0, {
          service: service.id,
          node,
          timeline: service.timeline,
        });
    }
    this.#follow();
    losses.onLoss((service, { transactions, bytes }, cut) => {
      const ledger = cut && world.plane.ledger(cut.timeline);
      const from = ledger?.acknowledgedPast(cut?.survived ?? 0) ?? Number.POSITIVE_INFINITY;
      const to = ledger ? ledger.acknowledgedPast(ledger.acknowledged(cut?.stoppedAt as never) - 1) : 0;
      const isDated = transactions > 0 && cut !== undefined && from < Number.POSITIVE_INFINITY;
      this.#losses.push({
        service,
        loser: cut?.loser ?? "",
        transactions,
        bytes,
        ...(isDated && { window: { from, to: Math.max(from, Math.min(to, cut.stoppedAt)) } }),
      });
    });
  }

  /** The run is over. */
  close(end: number): Filmed {
    return {
      faults: this.#faults.close(end),
      nodes: this.#nodes,
      links: [...this.#links.values()],
      writers: this.#writers.close(end),
      leaders: this.#leaders,
      streams: this.#streams.close(end),
      waitsFor: this.#waitsFor,
      clients: this.#clients,
      losses: this.#losses,
    };
  }

  #follow(): void {
    const { bus, kernel } = this.#world;
    bus.on("nodeStateChanged", ({ node, to }) => put(this.#nodes, node, kernel.now, to));
    bus.on("linkChanged", ({ link, from, up }) => {
      const wire = this.#links.get(`${link} ${from}`);
      if (wire) wire.up.push({ at: kernel.now, is: up });
    });
    bus.on("faultBegan", ({ kind, subject }) =>
      this.#faults.begin(`${kind} ${subject}`, kernel.now, { kind, subject }),
    );
    bus.on("faultEnded", ({ kind, subject }) => this.#faults.end(`${kind} ${subject}`, kernel.now));
    bus.on("writerStarted", ({ service, node, timeline }) =>
      this.#writers.begin(`${service} ${node}`, kernel.now, { service, node, timeline }),
    );
    bus.on("writerStopped", ({ service, node }) => this.#writers.end(`${service} ${node}`, kernel.now));
    bus.on("promoted", ({ service, node }) => put(this.#leaders, service, kernel.now, node));
    bus.on("streamOpened", ({ source, target }) =>
      this.#streams.begin(`${source} ${target}`, kernel.now, { source, target }),
    );
    bus.on("streamClosed", ({ source, target }) => this.#streams.end(`${source} ${target}`, kernel.now));
    bus.on("commitTermsSet", ({ service, waitsFor }) => put(this.#waitsFor, service, kernel.now, waitsFor));
    bus.on("connectionsPlanned", ({ population, steps }) => {
      const kept = (this.#clients[population] ?? []).filter(({ at }) => at < kernel.now);
      const planned = steps.map(({ at, connections }) => ({ at, is: connected(connections) }));
      this.#clients[population] = [...kept, ...planned];
    });
  }
}

const connected = (connections: readonly Connection[]): Connected =>
  Object.fromEntries(connections.map(({ node, share }) => [node, share]));

/** The latest word about an instant counts. */
function put<T>(all: Record<string, Step<T>[]>, name: string, at: number, is: T): void {
  const steps = all[name] ?? [];
  if (steps.at(-1)?.at === at) steps.pop();
  steps.push({ at, is });
  all[name] = steps;
}

/** What begins and ends, each under a key of its own. */
class Spells<T extends object> {
  readonly #all: (Spell & T)[] = [];
  readonly #open = new Map<string, { from: number; what: T }[]>();

  begin(key: string, from: number, what: T): void {
    this.#open.set(key, [...(this.#open.get(key) ?? []), { from, what }]);
  }
  end(key: string, to: number): void {
    const first = this.#open.get(key)?.shift();
    if (first) this.#all.push({ ...first.what, from: first.from, to });
  }
  /** In the order in which they began. */
  close(end: number): readonly (Spell & T)[] {
    for (const [key, open] of this.#open) while (open.length > 0) this.end(key, end);
    return this.#all.sort((a, b) => a.from - b.from);
  }
}
