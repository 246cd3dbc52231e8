// Windows of single writes in the middle of an outlook: the replication runs as curves, with all its failures and
// decisions; shortly before a window a plane of single writes joins in, follows through a lead-in, and is measured from
// there on. What happens in it (a promotion, a repair) happens at the very instants of the outlook itself.

import type { DataPlane, DataSink } from "../cluster/data-plane.ts";
import type { Random, RandomStream } from "../kernel/random.ts";
import { bestElsewhere } from "../metrics/best-elsewhere.ts";
import { Conflicts } from "../metrics/conflicts.ts";
import type { ObservedService } from "../metrics/observer.ts";
import { type Duration, type Instant, seconds } from "../quantity/time.ts";
import { Histogram, type SparseHistogram } from "../statistics/histogram.ts";
import type { TransactionPlane } from "../transaction/transaction-plane.ts";
import type { World } from "./build.ts";
import { Grain } from "./grain.ts";
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
  readonly exposure: SparseHistogram;
  /** Of these instants, those at which no copy elsewhere could have taken over at all. */
  readonly withoutCopy: number;
  readonly answered: number;
  /** Of the answered ones; undefined = only one side takes writes. */
  readonly conflicts: number | undefined;
  readonly writes: number;
}

export interface Cell {
  /** µs of the replication. */
  readonly from: number;
  readonly until: number;
}

/** `outlook` zooms; cells in the order of time, none twice. */
export function measureWindows(outlook: Outlook, cells: readonly Cell[], random: Random): WindowFacts[] {
  const { world } = outlook;
  const { kernel, plane } = world;
  if (!(plane instanceof ZoomPlane)) throw new TypeError("an outlook that zooms");
  outlook.begin();
  let writes: TransactionPlane | undefined;
  const facts: WindowFacts[] = [];
  for (const [i, cell] of cells.entries()) {
    const attachAt = Math.floor(cell.from) - LEAD_IN;
    // Cells that follow each other closely are followed through.
    if (writes && attachAt > kernel.now) {
      plane.detach();
      writes = undefined;
    }
    kernel.run(Math.max(kernel.now, attachAt) as Instant);
    writes ??= plane.attach();
    const gauge = new WindowGauge(world, writes, { ...cell, draws: random.stream(`window/${i}/keys`) });
    writes.observe(gauge);
    kernel.run(Math.max(kernel.now, Math.ceil(cell.until)) as Instant);
    writes.verify();
    facts.push(gauge.facts());
  }
  return facts;
}

/** Everybody is back for so long after an incident before it counts as over. As in metrics/outlook/incident.ts. */
const AFTERWARDS: Duration = seconds(120);

/** An incident with every write, coarser where nothing happens: decisions that rest on data rest on single writes. */
export function playWrites(
  outlook: Outlook,
  incident: { readonly begin: number; readonly end: number },
): void {
  const { kernel, plane, bus } = outlook.world;
  if (!(plane instanceof ZoomPlane)) throw new TypeError("an outlook that zooms");
  outlook.begin();
  kernel.run(Math.max(kernel.now, incident.begin - LEAD_IN) as Instant);
  plane.zoomIn();
  new Grain(kernel, plane, bus).begin([]);
  kernel.run(Math.ceil(incident.end + AFTERWARDS) as Instant);
  outlook.finish();
}

class WindowGauge implements DataSink {
  readonly looksRegularly = true;
  readonly #world: World;
  readonly #plane: DataPlane;
  readonly #cell: Cell;
  readonly #commit = new Histogram(1e6);
  readonly #client = new Histogram(1e6);
  readonly #exposure = new Histogram(1e6);
  readonly #services: readonly ObservedService[];
  readonly #conflicts: Conflicts | undefined;
  #withoutCopy = 0;
  #conflictsBefore = 0;
  #answered = 0;

  constructor(world: World, plane: DataPlane, cell: Cell & { readonly draws: RandomStream }) {
    this.#world = world;
    this.#plane = plane;
    this.#cell = cell;
    this.#services = observedServices(world);
    const sides = world.services.filter(({ plan }) => plan.site !== undefined).map(({ service }) => service);
    const [one, other] = sides;
    const keys = Object.values(world.scenario.workload)[0]?.keys ?? 1;
    this.#conflicts = one && other ? new Conflicts(plane, [one, other], keys, cell.draws) : undefined;
  }

  answered(node: string, at: number, commit: number, client: number): void {
    this.#conflicts?.answered(node, at);
    if (at < this.#cell.from || at >= this.#cell.until) return;
    this.#answered++;
    this.#commit.add(Math.max(0, commit));
    this.#client.add(Math.max(0, client));
  }

  rounded(now: number): void {
    this.#conflicts?.settle();
    const { from, until } = this.#cell;
    if (now < from) this.#conflictsBefore = this.#conflicts?.met ?? 0;
    if (now < from || now >= until) return;
    const at = Math.floor(now) as Instant;
    const { nodes } = this.#world;
    for (const observed of this.#services) {
      const { service } = observed;
      if (!nodes.isRunning(service.primary) || !service.accepts(service.primary)) continue;
      const best = bestElsewhere({ ...observed, nodes, plane: this.#plane }, at);
      if (best === undefined) this.#withoutCopy++;
      else {
        const oldest = this.#plane.ledger(service.timeline).acknowledgedPast(best);
        this.#exposure.add(oldest <= now ? now - oldest : 0);
      }
    }
  }

  facts(): WindowFacts {
    this.#conflicts?.settle();
    return {
      commitLatency: this.#commit.toSparse(),
      clientLatency: this.#client.toSparse(),
      exposure: this.#exposure.toSparse(),
      withoutCopy: this.#withoutCopy,
      answered: this.#answered,
      conflicts: this.#conflicts && this.#conflicts.met - this.#conflictsBefore,
      writes: this.#plane.writesOffered,
    };
  }
}
