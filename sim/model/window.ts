// A window of single writes in the middle of an outlook: the replication runs as curves up to shortly before it, with
// all its failures and decisions, then write by write through a lead-in, and is measured from there on. What happens
// in it (a promotion, a repair) happens at the very instants of the outlook itself, unless data decides them.

import type { DataSink } from "../cluster/data-plane.ts";
import type { Random } from "../kernel/random.ts";
import { Conflicts } from "../metrics/conflicts.ts";
import { Protection } from "../metrics/protection.ts";
import { type Duration, type Instant, START, seconds } from "../quantity/time.ts";
import { Histogram, type SparseHistogram } from "../statistics/histogram.ts";
import type { World } from "./build.ts";
import { observedServices } from "./observed.ts";
import type { Outlook } from "./outlook.ts";
import { ZoomPlane } from "./zoom-plane.ts";

/** Queues of the every day fill in milliseconds, group commit in two flushes; five seconds are plenty. Ours. */
export const LEAD_IN: Duration = seconds(5);

export interface WindowFacts {
  /** Of what was answered in the window, µs. */
  readonly commitLatency: SparseHistogram;
  readonly clientLatency: SparseHistogram;
  /** What a loss of the primary's site would cost, in time, at ten instants a second; µs. */
  readonly rpo: SparseHistogram;
  /** Of these instants, those at which no copy elsewhere could have taken over at all. */
  readonly withoutCopy: number;
  readonly answered: number;
  /** Of the answered ones; undefined = only one side takes writes. */
  readonly conflicts: number | undefined;
  readonly writes: number;
}

/** `outlook` zooms; from `from` to `until`, µs of the replication. */
export function measureWindow(
  outlook: Outlook,
  window: { readonly from: number; readonly until: number },
  random: Random,
): WindowFacts {
  const { kernel, plane } = outlook.world;
  if (!(plane instanceof ZoomPlane)) throw new TypeError("an outlook that zooms");
  const zoomAt = Math.max(START + seconds(30), Math.floor(window.from) - LEAD_IN) as Instant;
  outlook.begin();
  kernel.run(zoomAt);
  plane.setGrain("every-write");
  plane.zoomIn();
  const gauge = new WindowGauge(outlook.world, window, random);
  plane.observe(gauge);
  kernel.run(Math.ceil(window.until) as Instant);
  plane.verify();
  return gauge.facts();
}

class WindowGauge implements DataSink {
  readonly #world: World;
  readonly #window: { readonly from: number; readonly until: number };
  readonly #commit = new Histogram(1e6);
  readonly #client = new Histogram(1e6);
  readonly #rpo = new Histogram(1e6);
  readonly #protections: readonly Protection[];
  readonly #conflicts: Conflicts | undefined;
  #withoutCopy = 0;
  #conflictsBefore = 0;
  #answered = 0;

  constructor(world: World, window: { readonly from: number; readonly until: number }, random: Random) {
    this.#world = world;
    this.#window = window;
    this.#protections = observedServices(world).map((observed) => new Protection({ ...world, ...observed }));
    const sides = world.services.filter(({ plan }) => plan.site !== undefined).map(({ service }) => service);
    const [one, other] = sides;
    const keys = Object.values(world.scenario.workload)[0]?.keys ?? 1;
    this.#conflicts =
      one && other ? new Conflicts(world.plane, [one, other], keys, random.stream("window/keys")) : undefined;
  }

  answered(node: string, at: number, commit: number, client: number): void {
    this.#conflicts?.answered(node, at);
    if (at < this.#window.from || at >= this.#window.until) return;
    this.#answered++;
    this.#commit.add(Math.max(0, commit));
    this.#client.add(Math.max(0, client));
  }

  rounded(now: number): void {
    this.#conflicts?.settle();
    const { from, until } = this.#window;
    if (now < from) this.#conflictsBefore = this.#conflicts?.met ?? 0;
    if (now < from || now >= until) return;
    const at = Math.floor(now) as Instant;
    this.#world.services.forEach(({ service }, i) => {
      if (!this.#world.nodes.isRunning(service.primary) || !service.accepts(service.primary)) return;
      const best = (this.#protections[i] as Protection).bestElsewhere(at);
      if (best === undefined) this.#withoutCopy++;
      else {
        const oldest = this.#world.plane.ledger(service.timeline).acknowledgedPast(best);
        this.#rpo.add(oldest <= now ? now - oldest : 0);
      }
    });
  }

  facts(): WindowFacts {
    this.#conflicts?.settle();
    return {
      commitLatency: this.#commit.toSparse(),
      clientLatency: this.#client.toSparse(),
      rpo: this.#rpo.toSparse(),
      withoutCopy: this.#withoutCopy,
      answered: this.#answered,
      conflicts: this.#conflicts && this.#conflicts.met - this.#conflictsBefore,
      writes: this.#world.plane.writesOffered,
    };
  }
}
