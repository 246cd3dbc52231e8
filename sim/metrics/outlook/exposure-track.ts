// What would be lost if the primary's site died, followed over years for one service. Between two changes of state
// the question is the same, and it is asked afterwards, of the curves, for straight lines. While every copy follows,
// that is three questions from one change to the next. Makes no
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
import { DataWays } from "./data-ways.ts";
import type { ExposureIntegral } from "./exposure.ts";
import { SiteDanger, type SiteHazard } from "./site-danger.ts";
import { NOBODY, StraightLines } from "./straight-lines.ts";

/** Who would take over, and with which history; positions as of the instant that is asked about. */
export interface Counterfactual {
  /** µs after the loss of the site; who is back by then has lost nothing. */
  readonly actsAfter: number;
  /** undefined = nobody may take over, wherever they stand. */
  readonly survives:
    | ((held: (node: NodeId) => Position, leader: (ago: number) => Position) => Position | undefined)
    | undefined;
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
  /** Where any service has a copy: their streams share lines. */
  readonly dataSites: readonly SiteId[];
  /** If this site, where the primary is, died now; the same object as before if nothing is otherwise. */
  readonly ifLost: (site: SiteId) => Counterfactual;
}

/** What decides who takes over; it holds while these numbers are the same, and no copy has come or gone. */
interface State {
  readonly roleChanges: number;
  readonly runChanges: number;
  readonly siteChanges: number;
  readonly reachChanges: number;
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
  "promoted",
  "restored",
  "rewound",
  "synchronyDegraded",
  "synchronyRestored",
] as const;

export class ExposureTrack {
  readonly #parts: ExposureParts;
  readonly #dangers = new Map<SiteId, Dangers>();
  /** What goes on; undefined = nobody takes writes, or it has not been looked at yet. */
  #stretch: Stretch | undefined;
  #from = 0;
  #isNew = false;
  /** Something has changed that may concern nobody. */
  #isInDoubt = false;
  /** undefined = look anew. */
  #state: State | undefined;
  #isCounting = false;
  /** What is being asked: when, and what becomes of data on the wire. */
  #at = 0;
  #arrives = false;
  #danger: SiteDanger | undefined;
  readonly #lines = new StraightLines(
    (at) => this.#exposure(at),
    (from, to, atFrom, atTo) => this.#add(from, to, atFrom, atTo),
  );

  constructor(parts: ExposureParts) {
    this.#parts = parts;
    const { bus, topology, service, hazards } = parts;
    for (const { site } of service.members)
      this.#dangers.set(site, {
        arriving: new SiteDanger(hazards, { site, inFlight: "arrives" }),
        lost: new SiteDanger(hazards, { site, inFlight: "lost" }),
      });
    const review = (): void => this.review();
    for (const event of ["nodeWillStop", "nodeStateChanged", "writerStarted", "writerStopped"] as const)
      bus.on(event, review);
    for (const event of COPIES)
      bus.on(event, () => {
        this.#state = undefined;
        this.review();
      });
    const ways = new DataWays(topology, parts.dataSites);
    bus.on("pathChanged", ({ from, to }) => {
      if (!ways.join(from, to)) return;
      this.#state = undefined;
      this.review();
    });
    const notice = (isTold: boolean): void => {
      if (ways.haveChanged(isTold)) this.review();
      else this.doubt();
    };
    bus.on("linkChanged", () => notice(false));
    topology.onChange(() => notice(true));
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

  /** By what has changed no copy falls behind, but other things may take the site, or others take over. */
  doubt(): void {
    this.#isInDoubt = true;
  }

  /** All that changed in one event has changed: where it matters, the question is put anew. */
  look(): void {
    if (this.#isInDoubt) {
      this.#isInDoubt = false;
      if (this.#stretch && !this.#isAsItWas(this.#stretch)) this.review();
    }
    if (!this.#isNew) return;
    this.#isNew = false;
    const { service, nodes, plane } = this.#parts;
    const { primary } = service;
    if (!service.accepts(primary) || !nodes.isRunning(primary)) return;
    const site = nodes.site(primary);
    const state = this.#stateOf(site);
    const dangers = this.#dangers.get(site) as Dangers;
    const { actsAfter } = state.counterfactual;
    dangers.arriving.takeDown(this.#from, actsAfter);
    dangers.lost.takeDown(this.#from, actsAfter);
    this.#stretch = { state, primary, ledger: plane.ledger(service.timeline), dangers };
  }

  #isAsItWas({ state, primary, dangers }: Stretch): boolean {
    const { counterfactual } = this.#stateOf(this.#parts.nodes.site(primary));
    if (counterfactual !== state.counterfactual) return false;
    return dangers.arriving.isAsItWas && dangers.lost.isAsItWas;
  }

  #stateOf(site: SiteId): State {
    const { service, nodes, topology, ifLost } = this.#parts;
    const { roleChanges } = service;
    const { runChanges } = nodes;
    const { siteChanges, reachChanges } = topology;
    const known = this.#state;
    if (
      known?.reachChanges === reachChanges &&
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
    const state = {
      roleChanges,
      runChanges,
      siteChanges,
      reachChanges,
      counterfactual,
      delays,
      longestDelay,
    };
    this.#state = state;
    return state;
  }

  #settle({ state, dangers }: Stretch, to: number): void {
    this.#integrate(dangers.arriving, true, state, to);
    this.#integrate(dangers.lost, false, state, to);
  }

  /** What is on the wire at the end is decided by what happens there: the last delay is as what was before it. */
  #integrate(danger: SiteDanger, arrives: boolean, state: State, to: number): void {
    if (danger.isNone) return;
    const from = this.#from;
    if (!state.counterfactual.survives) {
      this.#parts.integral.addStranded(danger.expected(from, to));
      return;
    }
    this.#danger = danger;
    this.#arrives = arrives;
    const last = Math.max(from, to - state.longestDelay);
    const atLast = this.#exposure(last);
    if (from < last) this.#lines.between(from, last, atLast);
    this.#add(last, to, atLast, atLast);
  }

  /** Seconds that would be lost at `at`. */
  #exposure(at: number): number {
    const { ledger, state } = this.#stretch as Stretch;
    this.#at = at;
    const position = state.counterfactual.survives?.(this.#held, this.#leader);
    if (position === undefined) return NOBODY;
    const oldest = ledger.acknowledgedPast(position);
    return oldest < at ? (at - oldest) / 1e6 : 0;
  }

  /** The survivor gets what is on the wire, or not. */
  readonly #held = (node: NodeId): Position => {
    const { plane, service } = this.#parts;
    const later = this.#arrives ? ((this.#stretch as Stretch).state.delays.get(node) as number) : 0;
    return plane.position(node, service.origin, "received", (this.#at + later) as Instant);
  };
  readonly #leader = (ago: number): Position => {
    const { plane, service } = this.#parts;
    const at = Math.max(0, this.#at - ago) as Instant;
    return plane.position((this.#stretch as Stretch).primary, service.origin, "received", at);
  };

  #add(from: number, to: number, atStart: number, atEnd: number): void {
    const { integral } = this.#parts;
    const expected = (this.#danger as SiteDanger).expected(from, to);
    if (atStart === NOBODY) integral.addStranded(expected);
    else integral.add({ atStart, atEnd, expected });
  }
}
