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

/** Something that takes a whole site. */
export interface SiteHazard {
  readonly site: SiteId;
  /** What becomes of data on the wire: on its way it arrives, or is lost. */
  readonly inFlight: "arrives" | "lost";
  /** Expected strikes between two instants of the life in progress; undefined while it cannot strike. */
  life(): Strikes | undefined;
  /** The chance that the site is still gone after so many µs. */
  outlasts(delay: number): number;
}
export type Strikes = (from: number, to: number) => number;

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

interface State {
  readonly counterfactual: Counterfactual;
  /** One way from the primary to each member, µs; 0 without a path: nothing is on it. */
  readonly delays: ReadonlyMap<NodeId, number>;
  readonly longestDelay: number;
}
interface Stretch extends State {
  readonly from: number;
  readonly primary: NodeId;
  readonly ledger: Ledger;
  readonly arriving: readonly Strikes[];
  readonly lost: readonly Strikes[];
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
  #stretch: Stretch | undefined;
  /** What was found last holds while these numbers are the same, and no copy has come or gone. */
  #known: { readonly key: string; readonly state: State } | undefined;
  #isCounting = false;

  constructor(parts: ExposureParts) {
    this.#parts = parts;
    const { bus, topology } = parts;
    const review = (): void => this.review();
    for (const event of ["nodeStateChanged", "writerStarted", "writerStopped"] as const)
      bus.on(event, review);
    for (const event of COPIES)
      bus.on(event, () => {
        this.#known = undefined;
        this.review();
      });
    bus.on("linkChanged", review);
    topology.onChange(review);
  }

  begin(): void {
    this.#isCounting = true;
    this.review();
  }

  /** Something has changed, or is about to: what has passed is settled, and the question is put anew. */
  review(): void {
    if (!this.#isCounting) return;
    const { now } = this.#parts.kernel;
    const stretch = this.#stretch;
    if (stretch && stretch.from < now) this.#settle(stretch, now);
    this.#stretch = this.#begin(now);
  }

  #begin(now: number): Stretch | undefined {
    const { service, nodes, plane, hazards } = this.#parts;
    const { primary } = service;
    if (!service.accepts(primary) || !nodes.isRunning(primary)) return undefined;
    const site = nodes.site(primary);
    const state = this.#stateOf(site);
    const { counterfactual } = state;
    const strikes = (inFlight: SiteHazard["inFlight"]): Strikes[] =>
      hazards.flatMap((each) => {
        const life = each.site === site && each.inFlight === inFlight ? each.life() : undefined;
        if (!life) return [];
        const stays = each.outlasts(counterfactual.actsAfter);
        return (a: number, b: number): number => stays * life(a, b);
      });
    return {
      ...state,
      from: now,
      primary,
      ledger: plane.ledger(service.timeline),
      arriving: strikes("arrives"),
      lost: strikes("lost"),
    };
  }

  #stateOf(site: SiteId): State {
    const { service, nodes, topology, ifLost } = this.#parts;
    const { siteChanges, wayChanges } = topology;
    const key = `${service.roleChanges} ${nodes.runChanges} ${siteChanges} ${wayChanges}`;
    if (this.#known?.key === key) return this.#known.state;
    const delays = new Map<NodeId, number>();
    for (const { node, site: other } of service.members) {
      const delay = topology.delay(site, other);
      delays.set(node, delay < Number.POSITIVE_INFINITY ? delay : 0);
    }
    const state = { counterfactual: ifLost(site), delays, longestDelay: Math.max(0, ...delays.values()) };
    this.#known = { key, state };
    return state;
  }

  #settle(stretch: Stretch, to: number): void {
    const { arriving, lost } = stretch;
    if (arriving.length > 0) this.#integrate(this.#exposure(stretch, true), stretch, to, arriving);
    if (lost.length > 0) this.#integrate(this.#exposure(stretch, false), stretch, to, lost);
  }

  /** `arrives`: the survivor gets what is on the wire. */
  #exposure({ primary, ledger, counterfactual, delays }: Stretch, arrives: boolean): Exposure {
    const { plane, service } = this.#parts;
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
  #integrate(exposure: Exposure, stretch: Stretch, to: number, strikes: readonly Strikes[]): void {
    const { from, longestDelay } = stretch;
    const last = Math.max(from, to - longestDelay);
    const expected = (a: number, b: number): number => strikes.reduce((sum, each) => sum + each(a, b), 0);
    const [atStart, atLast] = [exposure(from), exposure(last)];
    this.#piece(exposure, expected, { a: from, b: last, atA: atStart, atB: atLast });
    this.#add(atLast, atLast, expected(last, to));
  }

  #piece(
    exposure: Exposure,
    expected: Strikes,
    {
      a,
      b,
      atA,
      atB,
    }: { readonly a: number; readonly b: number; readonly atA: number; readonly atB: number },
  ): void {
    if (b <= a) return;
    if (b - a <= RESOLUTION) {
      this.#add(atA, atA, expected(a, b) / 2);
      this.#add(atB, atB, expected(a, b) / 2);
      return;
    }
    const middle = (a + b) / 2;
    const atMiddle = exposure(middle);
    const isNobody = atA === NOBODY && atB === NOBODY && atMiddle === NOBODY;
    const isSomebody = atA !== NOBODY && atB !== NOBODY && atMiddle !== NOBODY;
    if (isNobody || (isSomebody && Math.abs(atMiddle - (atA + atB) / 2) <= STRAIGHT)) {
      this.#add(atA, atB, expected(a, b));
      return;
    }
    this.#piece(exposure, expected, { a, b: middle, atA, atB: atMiddle });
    this.#piece(exposure, expected, { a: middle, b, atA: atMiddle, atB });
  }

  #add(atStart: number, atEnd: number, expected: number): void {
    const { integral } = this.#parts;
    if (atStart === NOBODY) integral.addStranded(expected);
    else integral.add({ atStart, atEnd, expected });
  }
}
