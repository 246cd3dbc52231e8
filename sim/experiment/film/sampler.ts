// Looks at a running world from time to time, closely around the injection and less and less closely after it: how far
// every copy is behind, what a loss of the primary's site would cost now, how full the lines are.
import { sinceFirst } from "../../cluster/chance-gaps.ts";
import type { Ledger, Stage } from "../../cluster/data-plane.ts";
import { bestElsewhere } from "../../metrics/best-elsewhere.ts";
import type { ObservedService } from "../../metrics/observer.ts";
import type { World } from "../../model/build.ts";
import type { Onlooker } from "../../model/model.ts";
import { observedServices } from "../../model/observed.ts";
import { type Instant, seconds } from "../../quantity/time.ts";
import type { CopySamples, Samples } from "./film.ts";

/** A film begins this long before the injection, if the run does. */
const BEFORE = seconds(5);
/** Around the injection it looks this often; later at this share of the time since then. */
const CLOSELY = seconds(0.05);
const SHARE = 1 / 200;

interface Copy {
  readonly observed: ObservedService;
  readonly node: string;
  readonly behindBytes: number[];
  readonly receiveLag: number[];
  readonly applyLag: number[];
}
interface Wire {
  readonly link: string;
  readonly from: string;
  /** Bytes per µs. */
  readonly bandwidth: number;
  carried: number;
  readonly used: number[];
}

export class Sampler implements Onlooker {
  readonly begin: number;
  readonly #world: World;
  readonly #zero: number;
  #nextAt: number;
  readonly #at: number[] = [];
  readonly #offered: number[] = [];
  readonly #copies: readonly Copy[];
  readonly #exposures: readonly { readonly observed: ObservedService; readonly seconds: number[] }[];
  readonly #wires: readonly Wire[];

  constructor(world: World, zero: Instant) {
    this.#world = world;
    this.#zero = zero;
    this.begin = Math.max(0, zero - BEFORE);
    this.#nextAt = this.begin;
    const services = observedServices(world);
    this.#copies = services.flatMap((observed) =>
      observed.service.members.map(({ node }) => ({
        observed,
        node,
        behindBytes: [],
        receiveLag: [],
        applyLag: [],
      })),
    );
    this.#exposures = services.map((observed) => ({ observed, seconds: [] }));
    this.#wires = world.topology.links.flatMap(({ id: link, between, bandwidth }) =>
      between.map((from) => ({ link, from, bandwidth, carried: 0, used: [] })),
    );
  }

  get nextAt(): Instant {
    return this.#nextAt as Instant;
  }

  look(now: Instant): void {
    const { plane, demand } = this.#world;
    const elapsed = now - (this.#at.at(-1) ?? now);
    this.#at.push(now);
    this.#offered.push(demand.reduce((sum, { curve }) => sum + curve.rateAt(now), 0) * 1e6);
    for (const copy of this.#copies) this.#lookAt(copy, now);
    for (const { observed, seconds } of this.#exposures) seconds.push(this.#exposure(observed, now));
    for (const wire of this.#wires) {
      const carried = plane.carried(wire.link, wire.from);
      wire.used.push(elapsed > 0 ? (carried - wire.carried) / elapsed / wire.bandwidth : Number.NaN);
      wire.carried = carried;
    }
    this.#nextAt = now + Math.max(CLOSELY, Math.floor(Math.abs(now - this.#zero) * SHARE));
  }

  samples(): Samples {
    return {
      at: this.#at,
      offered: this.#offered,
      copies: Object.fromEntries(
        this.#copies.map(({ observed, ...copy }): [string, CopySamples] => [
          `${copy.node} ${observed.service.id}`,
          { ...copy, service: observed.service.id },
        ]),
      ),
      exposure: Object.fromEntries(
        this.#exposures.map(({ observed, seconds }) => [observed.service.id, seconds]),
      ),
      utilisation: Object.fromEntries(this.#wires.map(({ link, from, used }) => [`${link} ${from}`, used])),
    };
  }

  /** Of a copy that does not run, or has another history, nothing is said; the writer lacks nothing. */
  #lookAt({ observed: { service }, node, behindBytes, receiveLag, applyLag }: Copy, now: Instant): void {
    const { plane, nodes } = this.#world;
    const isKnown = nodes.isRunning(node) && plane.timelineOf(node, service.origin) === service.timeline;
    const ledger = plane.ledger(service.timeline);
    const at = (stage: Stage): number =>
      isKnown ? plane.position(node, service.origin, stage, now) : Number.NaN;
    const received = at("received");
    behindBytes.push(received >= 0 ? Math.max(0, ledger.appended(now) - received) : Number.NaN);
    receiveLag.push(age(ledger, received, now));
    applyLag.push(node === service.primary && isKnown ? 0 : age(ledger, at("applied"), now));
  }

  #exposure(observed: ObservedService, now: Instant): number {
    const { plane, nodes } = this.#world;
    const { service } = observed;
    if (!nodes.isRunning(service.primary) || !service.accepts(service.primary)) return Number.NaN;
    const best = bestElsewhere({ plane, nodes, ...observed }, now);
    if (best === undefined) return Number.NaN;
    const ledger = plane.ledger(service.timeline);
    const oldest = ledger.acknowledgedPast(best);
    return oldest <= now ? sinceFirst(now - oldest, ledger.gapAt(best)) / 1e6 : 0;
  }
}

/** Seconds since the first write past `position` was appended; NaN = the position is not known. */
function age(ledger: Ledger, position: number, now: number): number {
  if (!(position >= 0)) return Number.NaN;
  return Math.max(0, now - Math.min(now, ledger.appendedPast(position))) / 1e6;
}
