// Wires the losses of whole sites: what takes a site (the clocks), who would take over (the policies), what would be
// lost (the data plane), and the book that both ways of estimating write into.

import { survivingPosition } from "../failover/survivor.ts";
import type { FailureClocks } from "../faults/clocks.ts";
import { exp } from "../kernel/arithmetic.ts";
import { hazardSpent, simplest } from "../kernel/hazard.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Counterfactual, ExposureTrack } from "../metrics/outlook/exposure-track.ts";
import type { SiteHazard } from "../metrics/outlook/site-danger.ts";
import { SiteLossBook } from "../metrics/outlook/site-losses.ts";
import type { BuiltService, World } from "./build.ts";

export function siteHazards(clocks: FailureClocks): SiteHazard[] {
  return clocks.processes.flatMap(({ takesSite, faults, repair }, process) => {
    if (takesSite === undefined) return [];
    const isLost = faults.some((fault) => fault.kind === "site-loss" && fault.inFlight === "lost");
    const inFlight = isLost ? "lost" : "arrives";
    const chances = new Map<number, number>();
    const outlasts = (delay: number): number => {
      const known = chances.get(delay) ?? exp(-hazardSpent(simplest(repair), delay));
      chances.set(delay, known);
      return known;
    };
    return [{ site: takesSite, inFlight, life: () => clocks.strikesOf(process), outlasts } as const];
  });
}

/** A book, and one track for each service. */
export class SiteLossWatch {
  readonly book = new SiteLossBook();
  readonly #tracks: readonly ExposureTrack[];

  /** `integrates`: the data plane can be asked for what has passed. */
  constructor(world: World, clocks: FailureClocks, integrates: boolean) {
    const hazards = integrates ? siteHazards(clocks) : [];
    const { integral } = this.book;
    this.#tracks =
      hazards.length === 0
        ? []
        : world.services.map(
            (built) =>
              new ExposureTrack({
                ...world,
                service: built.service,
                hazards,
                integral,
                ifLost: (site) => counterfactualOf(built, site),
              }),
          );
    if (this.#tracks.length > 0) this.#lookAfterEvents(world.kernel);
  }

  begin(): void {
    for (const track of this.#tracks) track.begin();
  }
  /** Once per event, not once per change: where the kernel brings the data plane along, the event before is over. */
  #lookAfterEvents(kernel: Kernel): void {
    const { advance } = kernel;
    kernel.advance = (limit) => {
      for (const track of this.#tracks) track.look();
      advance(limit);
    };
  }

  /** Before a failure or a repair takes hold, and at the end. */
  review(): void {
    for (const track of this.#tracks) track.review();
  }
}

/** The leading cluster's own policy goes first; where it finds nobody, that of an auxiliary cluster may. */
function counterfactualOf({ controllers }: BuiltService, site: string): Counterfactual {
  const all = controllers.map((controller) => controller.survivorsIfLost(site));
  const heirs = all.find(({ nodes }) => nodes.length > 0);
  if (!heirs) return { actsAfter: 0, survives: undefined };
  return {
    actsAfter: heirs.actsAfter,
    survives: (held, leader) => survivingPosition(heirs, held, leader),
  };
}
