// The database nodes: where each is, in which state, and what faults hold it. Hosts go off and come back here; a node
// that comes back starts for a drawn time before it runs. Tells the data plane, and everybody else by events.

import { type RedoTerms, redoTime } from "../database/redo.ts";
import { InvariantError } from "../kernel/invariant.ts";
import type { EventHandle, Kernel } from "../kernel/kernel.ts";
import type { Random } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import { after, type Instant, micros } from "../quantity/time.ts";
import type { DataOrders, InFlight, NodeId, Pace, SiteId } from "./data-plane.ts";
import type { EventBus } from "./event-bus.ts";
import { type NodeState, nodeTransitions } from "./node-states.ts";
import type { Release, Topology } from "./topology.ts";
import type { ColdCache } from "./warm-up.ts";

export interface NodeSpec {
  readonly id: NodeId;
  readonly site: SiteId;
  readonly cluster: string;
  readonly restart: Distribution;
  /** What replaying its log takes besides; absent = nothing. */
  readonly redo?: RedoTerms | undefined;
  /** When it begins to take writes; absent = its cache is warm. */
  readonly coldCache?: ColdCache | undefined;
}

interface Entry {
  readonly spec: NodeSpec;
  state: NodeState;
  stops: number;
  freezes: number;
  /** Of its freezes those of the whole host: nothing that runs beside the database goes on either. */
  hostFreezes: number;
  readonly paces: Set<Pace>;
  starting: EventHandle | undefined;
  /** When it went down last. */
  downAt: Instant;
  /** Of its stops those of the whole host, which answers nothing then; a process that dies resets its connections. */
  silentStops: number;
}

export class Nodes {
  readonly #kernel: Kernel;
  readonly #plane: Pick<DataOrders, "setHost" | "setPace">;
  readonly #bus: EventBus;
  readonly #random: Random;
  readonly #topology: Topology;
  readonly #logRate: (node: NodeSpec, at: Instant) => number;
  readonly #entries: Map<NodeId, Entry>;
  #stateChanges = 0;
  #runChanges = 0;

  constructor(parts: {
    kernel: Kernel;
    plane: Pick<DataOrders, "setHost" | "setPace">;
    bus: EventBus;
    random: Random;
    topology: Topology;
    nodes: readonly NodeSpec[];
    /** Bytes of log per µs that a node writes or receives at an instant; absent = none. */
    logRate?: (node: NodeSpec, at: Instant) => number;
  }) {
    this.#kernel = parts.kernel;
    this.#plane = parts.plane;
    this.#bus = parts.bus;
    this.#random = parts.random;
    this.#topology = parts.topology;
    this.#logRate = parts.logRate ?? (() => 0);
    this.#entries = new Map(
      parts.nodes.map((spec) => [
        spec.id,
        {
          spec,
          state: "running",
          stops: 0,
          freezes: 0,
          hostFreezes: 0,
          paces: new Set(),
          starting: undefined,
          downAt: parts.kernel.now,
          silentStops: 0,
        },
      ]),
    );
  }

  get all(): readonly NodeSpec[] {
    return [...this.#entries.values()].map(({ spec }) => spec);
  }
  state(node: NodeId): NodeState {
    return this.#entry(node).state;
  }
  isRunning(node: NodeId): boolean {
    return this.#entry(node).state === "running";
  }
  /** As long as it is the same number, every node is in the state it was in. */
  get stateChanges(): number {
    return this.#stateChanges;
  }
  /** As long as it is the same number, the same nodes run. */
  get runChanges(): number {
    return this.#runChanges;
  }
  /** The machine answers, although the database may not: a connection is refused or reset instead of swallowed. */
  answers(node: NodeId): boolean {
    const { state, silentStops, spec } = this.#entry(node);
    if (!this.#topology.isSiteUp(spec.site) || state === "frozen") return false;
    return state !== "down" || silentStops === 0;
  }
  /**
   * What renews a lease beside the database goes on, whatever the database does for its clients: a process that stands
   * still is not missed by it. Source: Patroni keeps the leader's key while the postmaster is there.
   */
  renews(node: NodeId): boolean {
    const { state, hostFreezes } = this.#entry(node);
    return state === "running" || (state === "frozen" && hostFreezes === 0);
  }
  site(node: NodeId): SiteId {
    return this.#entry(node).spec.site;
  }
  spec(node: NodeId): NodeSpec {
    return this.#entry(node).spec;
  }

  /** Stops them all at once; storage that is destroyed stays lost when they come back. */
  stop(
    nodes: readonly NodeId[],
    how: {
      readonly inFlight: InFlight;
      readonly storage: "intact" | "destroyed";
      readonly isSilent: boolean;
    },
  ): Release {
    const { inFlight, storage, isSilent } = how;
    // What is on the wire is decided for all of them before the first one dies.
    for (const node of nodes)
      if (this.#entry(node).stops++ === 0) this.#bus.emit("nodeWillStop", { node, inFlight, storage });
    for (const node of nodes) {
      if (isSilent) this.#entry(node).silentStops++;
      this.#settle(node);
    }
    this.#topology.changed();
    return () => {
      for (const node of nodes) {
        this.#entry(node).stops--;
        if (isSilent) this.#entry(node).silentStops--;
      }
      for (const node of nodes) this.#settle(node);
      this.#topology.changed();
    };
  }

  /** It answers nothing, its connections stay open: the database alone, or all of its host. */
  freeze(node: NodeId, what: "process" | "host"): Release {
    const hold = (by: 1 | -1): void => {
      const entry = this.#entry(node);
      entry.freezes += by;
      if (what === "host") entry.hostFreezes += by;
      this.#settle(node);
      this.#topology.changed();
    };
    hold(1);
    return () => hold(-1);
  }

  /** Its work takes longer; several causes multiply. Whoever watches it from outside notices nothing. */
  slow(node: NodeId, pace: Pace): Release {
    const own = { ...pace };
    const { paces } = this.#entry(node);
    const tell = (): void => {
      let [service, flush] = [1, 1];
      for (const each of paces) {
        service *= each.service;
        flush *= each.flush;
      }
      this.#plane.setPace(node, { service, flush });
    };
    paces.add(own);
    tell();
    return () => {
      paces.delete(own);
      tell();
    };
  }

  /** Brings a node to the state that its holds allow. */
  #settle(node: NodeId): void {
    const entry = this.#entry(node);
    if (entry.stops > 0) {
      if (entry.state === "down") return;
      if (entry.starting !== undefined) this.#kernel.cancel(entry.starting);
      entry.starting = undefined;
      this.#enter(entry, "down");
      entry.downAt = this.#kernel.now;
      this.#plane.setHost(node, "off");
    } else if (entry.state === "down") {
      this.#enter(entry, "starting");
      const draws = this.#random.stream(`restart/${node}/${this.#kernel.now}`);
      const { restart, redo } = entry.spec;
      const start = sample(restart, draws);
      const replay = redo ? redoTime(redo, this.#logRate(entry.spec, entry.downAt), draws.uniform()) : 0;
      const started = after(this.#kernel.now, micros(start + replay));
      entry.starting = this.#kernel.at(started, () => {
        entry.starting = undefined;
        this.#run(entry);
        this.#topology.changed();
      });
    } else if (entry.freezes > 0 && entry.state === "running") {
      this.#enter(entry, "frozen");
      this.#plane.setHost(node, "frozen");
    } else if (entry.freezes === 0 && entry.state === "frozen") {
      this.#run(entry);
    }
  }

  #run(entry: Entry): void {
    const state = entry.freezes > 0 ? "frozen" : "running";
    this.#enter(entry, state);
    this.#plane.setHost(entry.spec.id, state === "frozen" ? "frozen" : "running");
  }

  #enter(entry: Entry, to: NodeState): void {
    const from = entry.state;
    if (!nodeTransitions[from].includes(to))
      throw new InvariantError("node states change as the table says", { node: entry.spec.id, from, to });
    entry.state = to;
    this.#stateChanges++;
    if (from === "running" || to === "running") this.#runChanges++;
    this.#bus.emit("nodeStateChanged", { node: entry.spec.id, from, to });
  }

  #entry(node: NodeId): Entry {
    const entry = this.#entries.get(node);
    if (!entry) throw new InvariantError("nodes are known by name", { node });
    return entry;
  }
}
