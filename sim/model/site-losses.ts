// Wires the losses of whole sites: what takes a site (the clocks), who would take over (the policies), what would be
// lost (the data plane), and the book that both ways of estimating write into.

import { type Heirs, survivingPosition } from "../failover/survivor.ts";
import type { FailureClocks } from "../faults/clocks.ts";
import { exp } from "../kernel/arithmetic.ts";
import { hazardSpent, simplest } from "../kernel/hazard.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { type Counterfactual, ExposureTrack } from "../metrics/outlook/exposure-track.ts";
import type { SiteHazard } from "../metrics/outlook/site-danger.ts";
import { SiteLossBook } from "../metrics/outlook/site-losses.ts";
import type { Instant } from "../quantity/time.ts";
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
    return [
      {
        site: takesSite,
        inFlight,
        life: () => clocks.strikesOf(process),
        rate: (at: number) => clocks.rate(process, at as Instant),
        outlasts,
      } as const,
    ];
  });
}

/** A book, and one track for each service. */
export class SiteLossWatch {
  readonly book = new SiteLossBook();
  readonly #tracks: readonly ExposureTrack[];
  /** By process: it holds links and nothing else, and they tell by themselves whom that concerns. */
  readonly #holdsLinks: readonly boolean[];

  /** `integrates`: the data plane can be asked for what has passed. */
  constructor(world: World, clocks: FailureClocks, integrates: boolean) {
    const hazards = integrates ? siteHazards(clocks) : [];
    const { integral } = this.book;
    this.#holdsLinks = clocks.processes.map(({ faults }) => faults.every((fault) => "link" in fault));
    const members = world.services.flatMap(({ service }) => service.members);
    const dataSites = [...new Set(members.map(({ site }) => site))];
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
                dataSites,
                ifLost: counterfactuals(built),
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

  /** Before a failure or a repair of this process takes hold. */
  changes(process: number): void {
    for (const track of this.#tracks)
      if (this.#holdsLinks[process]) track.doubt();
      else track.review();
  }
  /** At the end. */
  review(): void {
    for (const track of this.#tracks) track.review();
  }
}

/** Who would take over the service if a site died: as before while the policies would do the same. */
function counterfactuals({ controllers }: BuiltService): (site: string) => Counterfactual {
  let known: { readonly heirs: Heirs | undefined; readonly counterfactual: Counterfactual } | undefined;
  return (site) => {
    // The leading cluster's own policy goes first; where it finds nobody, that of an auxiliary cluster may.
    let heirs: Heirs | undefined;
    for (const controller of controllers) {
      const own = controller.survivorsIfLost(site);
      if (own.nodes.length === 0) continue;
      heirs = own;
      break;
    }
    if (!known || !areSame(heirs, known.heirs)) known = { heirs, counterfactual: counterfactualOf(heirs) };
    return known.counterfactual;
  };
}

function counterfactualOf(heirs: Heirs | undefined): Counterfactual {
  if (!heirs) return { actsAfter: 0, survives: undefined };
  return {
    actsAfter: heirs.actsAfter,
    survives: (held, leader) => survivingPosition(heirs, held, leader),
  };
}

function areSame(one: Heirs | undefined, other: Heirs | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.maximumLag === other.maximumLag &&
    one.knownFor === other.knownFor &&
    one.actsAfter === other.actsAfter &&
    one.nodes.length === other.nodes.length &&
    one.nodes.every((node, i) => node === other.nodes[i])
  );
}
