// What would be lost if the primary's site died, followed over years for one service. Between two changes of state
// the question is the same, and it is asked afterwards, of the curves: a stretch is halved only where the answer
// is not a straight line. While every copy follows, that is three questions from one change to the next. Makes no
// event and influences nothing.
// Leaves out: excursions of a copy between two changes that are over before anybody hears of them (under ten
// seconds), restores from a backup.

import type { DataReadings, DataTruth, Ledger, NodeId, Position, SiteId } from "../../cluster/data-plane.ts";
import type { EventBus } from "../../cluster/event-bus.ts";
import type { Nodes } from "../../cluster/nodes.ts";
import type { Service } from "../../cluster/service.ts";
import type { Topology } from "../../cluster/topology.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Instant } from "../../quantity/time.ts";
import type { ExposureIntegral } from "./exposure.ts";
import { SiteDanger, type SiteHazard } from "./site-danger.ts";

/** Who would take over, and with which history; positions as of the instant that is asked about. */
export interface Counterfactual {
  /** µs after the loss of the site; who is back by then has lost nothing. */
  readonly actsAfter: number;
  survives(held: (node: NodeId) => Position, leader: (ago: number) => Position): Position | undefined;
}

export interface ExposureParts {
  readonly kernel: Kernel;
  readonly plane: DataTruth & DataReadings;
  readonly topology: Topology;
  readonly nodes: Nodes;
  readonly bus: EventBus;
  readonly service: Service;
  readonly hazards: readonly SiteHazard[];
  readonly integral: ExposureIntegral;
  /** If this site, where the primary is, died now. */
  readonly ifLost: (site: SiteId) => Counterfactual;
}

/** What decides who takes over; it holds while these numbers are the same, and no copy has come or gone. */
interface State {
  readonly roleChanges: number;
  readonly runChanges: number;
  readonly siteChanges: number;
  readonly wayChanges: number;
  readonly counterfactual: Counterfactual;
  /** One way from the primary to each member, µs; 0 without a path: nothing is on it. */
  readonly delays: ReadonlyMap<NodeId, number>;
  readonly longestDelay: number;
}
/** What can take a site: what is on the wire then arrives, or is lost. */
interface Dangers {
  readonly arriving: SiteDanger;
  readonly lost: SiteDanger;
}
interface Stretch {
  readonly state: State;
  readonly primary: NodeId;
  readonly ledger: Ledger;
  readonly dangers: Dangers;
}

/** Who is usable, and who is safe, may be otherwise. */
const COPIES = [
  "streamOpened",
  "streamClosed",
  "copyFinished",
  "commitTermsSet",
  "pathChanged",
  "promoted",
  "restored",
  "rewound",
  "synchronyDegraded",
  "synchronyRestored",
] as const;

/** Seconds that would be lost; nobody takes over = -1. */
type Exposure = (at: number) => number;
const NOBODY = -1;

/** What is straight within this is straight, s. */
const STRAIGHT = 1e-3;
/** Jumps and the instants at which nobody qualifies any more are found within this, µs. */
const RESOLUTION = 1e5;

export class ExposureTrack {
  readonly #parts: ExposureParts;
  readonly #dangers = new Map<SiteId, Dangers>();
  /** What goes on; undefined = nobody takes writes, or it has not been looked at yet. */
  #stretch: Stretch | undefined;
  #from = 0;
  #isNew = false;
  /** undefined = look anew. */
  #state: State | undefined;
  #isCounting = false;

  constructor(parts: ExposureParts) {
    this.#parts = parts;
    const { bus, topology, service, hazards } = parts;
    for (const { site } of service.members)
      this.#dangers.set(site, {
        arriving: new SiteDanger(hazards, { site, inFlight: "arrives" }),
        lost: new SiteDanger(hazards, { site, inFlight: "lost" }),
      });
    const review = (): void => this.review();
    for (const event of ["nodeStateChanged", "writerStarted", "writerStopped"] as const)
      bus.on(event, review);
    for (const event of COPIES)
      bus.on(event, () => {
        this.#state = undefined;
        this.review();
      });
    bus.on("linkChanged", review);
    topology.onChange(review);
  }

  begin(): void {
    this.#isCounting = true;
    this.review();
  }

  /** Something has changed, or is about to: what has passed is settled. */
  review(): void {
    if (!this.#isCounting) return;
    const { now } = this.#parts.kernel;
    const stretch = this.#stretch;
    if (stretch && this.#from < now) this.#settle(stretch, now);
    this.#stretch = undefined;
    this.#from = now;
    this.#isNew = true;
  }

  /** All that changed in one event has changed: the question is put anew. */
  look(): void {
    if (!this.#isNew) return;
    this.#isNew = false;
    const { service, nodes, plane } = this.#parts;
    const { primary } = service;
    if (!service.accepts(primary) || !nodes.isRunning(primary)) return;
    const site = nodes.site(primary);
    const state = this.#stateOf(site);
    const dangers = this.#dangers.get(site) as Dangers;
    const { actsAfter } = state.counterfactual;
    dangers.arriving.takeDown(actsAfter);
    dangers.lost.takeDown(actsAfter);
    this.#stretch = { state, primary, ledger: plane.ledger(service.timeline), dangers };
  }

  #stateOf(site: SiteId): State {
    const { service, nodes, topology, ifLost } = this.#parts;
    const { roleChanges } = service;
    const { runChanges } = nodes;
    const { siteChanges, wayChanges } = topology;
    const known = this.#state;
    if (
      known?.wayChanges === wayChanges &&
      known.roleChanges === roleChanges &&
      known.runChanges === runChanges &&
      known.siteChanges === siteChanges
    )
      return known;
    const delays = new Map<NodeId, number>();
    for (const { node, site: other } of service.members) {
      const delay = topology.delay(site, other);
      delays.set(node, delay < Number.POSITIVE_INFINITY ? delay : 0);
    }
    const longestDelay = Math.max(0, ...delays.values());
    const counterfactual = ifLost(site);
    const state = { roleChanges, runChanges, siteChanges, wayChanges, counterfactual, delays, longestDelay };
    this.#state = state;
    return state;
  }

  #settle(stretch: Stretch, to: number): void {
    const { arriving, lost } = stretch.dangers;
    if (!arriving.isNone) this.#integrate(this.#exposure(stretch, true), stretch, to, arriving);
    if (!lost.isNone) this.#integrate(this.#exposure(stretch, false), stretch, to, lost);
  }

  /** `arrives`: the survivor gets what is on the wire. */
  #exposure({ primary, ledger, state }: Stretch, arrives: boolean): Exposure {
    const { plane, service } = this.#parts;
    const { counterfactual, delays } = state;
    const { origin } = service;
    return (at) => {
      const held = (node: NodeId): Position =>
        plane.position(node, origin, "received", (at + (arrives ? (delays.get(node) ?? 0) : 0)) as Instant);
      const leader = (ago: number): Position =>
        plane.position(primary, origin, "received", Math.max(0, at - ago) as Instant);
      const position = counterfactual.survives(held, leader);
      if (position === undefined) return NOBODY;
      const oldest = ledger.acknowledgedPast(position);
      return oldest < at ? (at - oldest) / 1e6 : 0;
    };
  }

  /** What is on the wire at the end is decided by what happens there: the last delay is as what was before it. */
  #integrate(exposure: Exposure, { state }: Stretch, to: number, danger: SiteDanger): void {
    const from = this.#from;
    const last = Math.max(from, to - state.longestDelay);
    const [atStart, atLast] = [exposure(from), exposure(last)];
    this.#piece(exposure, danger, { a: from, b: last, atA: atStart, atB: atLast });
    this.#add(atLast, atLast, danger.expected(last, to));
  }

  #piece(
    exposure: Exposure,
    danger: SiteDanger,
    {
      a,
      b,
      atA,
      atB,
    }: { readonly a: number; readonly b: number; readonly atA: number; readonly atB: number },
  ): void {
    if (b <= a) return;
    if (b - a <= RESOLUTION) {
      this.#add(atA, atA, danger.expected(a, b) / 2);
      this.#add(atB, atB, danger.expected(a, b) / 2);
      return;
    }
    const middle = (a + b) / 2;
    const atMiddle = exposure(middle);
    const isNobody = atA === NOBODY && atB === NOBODY && atMiddle === NOBODY;
    const isSomebody = atA !== NOBODY && atB !== NOBODY && atMiddle !== NOBODY;
    if (isNobody || (isSomebody && Math.abs(atMiddle - (atA + atB) / 2) <= STRAIGHT)) {
      this.#add(atA, atB, danger.expected(a, b));
      return;
    }
    this.#piece(exposure, danger, { a, b: middle, atA, atB: atMiddle });
    this.#piece(exposure, danger, { a: middle, b, atA: atMiddle, atB });
  }

  #add(atStart: number, atEnd: number, expected: number): void {
    const { integral } = this.#parts;
    if (atStart === NOBODY) integral.addStranded(expected);
    else integral.add({ atStart, atEnd, expected });
  }
}
