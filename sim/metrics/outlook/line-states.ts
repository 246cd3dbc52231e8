// Between sites that hold data: how often they hang on a single link although there are more, and how often
// nothing joins them. From the changes of links alone; a pair without a link of its own is left out.

import type { SiteId } from "../../cluster/data-plane.ts";
import type { EventBus } from "../../cluster/event-bus.ts";
import type { LinkSpec } from "../../cluster/topology.ts";

interface Pair {
  readonly links: number;
  up: number;
}

export class LineStates {
  readonly #pairs: Pair[] = [];
  readonly #pairOf = new Map<string, Pair>();
  /** Directions of a link that are down. */
  readonly #down = new Map<string, number>();
  #single = 0;
  #parted = 0;

  /** `changed` after each change of a link. */
  constructor(
    bus: EventBus,
    links: readonly LinkSpec[],
    dataSites: ReadonlySet<SiteId>,
    changed: () => void,
  ) {
    const pairs = new Map<string, LinkSpec[]>();
    for (const link of links) {
      if (!link.between.every((site) => dataSites.has(site))) continue;
      const key = [...link.between].sort().join(" ");
      pairs.set(key, [...(pairs.get(key) ?? []), link]);
    }
    for (const own of pairs.values()) {
      const pair = { links: own.length, up: own.length };
      this.#pairs.push(pair);
      for (const { id } of own) this.#pairOf.set(id, pair);
    }
    const isDown = new Map<string, boolean>();
    bus.on("linkChanged", ({ link, from, up }) => {
      const pair = this.#pairOf.get(link);
      const key = pair && `${link}/${from}`;
      if (!pair || key === undefined || (isDown.get(key) ?? false) === !up) return;
      isDown.set(key, !up);
      this.#change(pair, link, up);
      changed();
    });
  }

  /** Some pair of sites that has several links is down to its last one. */
  get isSingle(): boolean {
    return this.#single > 0;
  }
  /** Some pair of sites has no link left that works both ways. */
  get isParted(): boolean {
    return this.#parted > 0;
  }

  #change(pair: Pair, link: string, up: boolean): void {
    const before = this.#down.get(link) ?? 0;
    const after = before + (up ? -1 : 1);
    this.#down.set(link, after);
    if (before > 0 === after > 0) return;
    this.#count(pair, -1);
    pair.up += after > 0 ? -1 : 1;
    this.#count(pair, 1);
  }

  #count(pair: Pair, by: number): void {
    if (pair.links > 1 && pair.up === 1) this.#single += by;
    if (pair.up === 0) this.#parted += by;
  }
}
