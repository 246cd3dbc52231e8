// Which way traffic takes between each pair of sites, and whether a message gets through on it now. A pair takes the
// first link that works both ways; if no link joins it directly, the path with the fewest hops. Only pairs whose
// links have changed are looked at again.

import { invariant } from "../kernel/invariant.ts";
import type { SiteId } from "./data-plane.ts";
import type { LinkSpec, Wire } from "./wires.ts";

export interface Pair {
  readonly from: SiteId;
  readonly to: SiteId;
  /** The other way round. */
  back: Pair | undefined;
  /** Links that join them, in order of preference. */
  readonly direct: readonly Wire[];
  path: readonly Wire[];
  /** A message gets through. */
  isReached: boolean;
  /** Its links have changed since its path was chosen. */
  isStale: boolean;
  /** Its reach, its path and how good that is, as a number: the same number, the same state. */
  state: number;
}

/** A state is one character of the state of all. */
const MOST_STATES = 65_536;

const NONE: readonly Pair[] = [];
const NOWHERE: readonly Wire[] = [];

export class Routes {
  readonly #pairs: readonly Pair[];
  /** Those of two sites. */
  readonly #ways: readonly Pair[];
  readonly #byName: ReadonlyMap<SiteId, ReadonlyMap<SiteId, Pair>>;
  /** Wires that leave a site, in order of preference, each with the one that comes back. */
  readonly #leaving: ReadonlyMap<SiteId, readonly Wire[]>;
  readonly #back: ReadonlyMap<Wire, Wire>;
  readonly #isSiteUp: (site: SiteId) => boolean;
  /** Every state that a pair has been in. */
  readonly #states = new Map<string, number>();

  constructor(sites: readonly SiteId[], wires: readonly Wire[], isSiteUp: (site: SiteId) => boolean) {
    this.#isSiteUp = isSiteUp;
    this.#leaving = new Map(sites.map((site) => [site, wires.filter(({ from }) => from === site)]));
    this.#back = new Map(
      wires.map((wire) => [
        wire,
        wires.find(({ link, from }) => link === wire.link && from === wire.to) as Wire,
      ]),
    );
    const pairOf = (from: SiteId, to: SiteId): Pair => {
      const direct = wires.filter((wire) => wire.from === from && wire.to === to);
      return { from, to, back: undefined, direct, path: [], isReached: false, isStale: true, state: 0 };
    };
    const all = sites.map((from) => sites.map((to) => pairOf(from, to)));
    this.#pairs = all.flat();
    this.#ways = this.#pairs.filter(({ from, to }) => from !== to);
    this.#byName = new Map(all.map((pairs, i) => [sites[i] as SiteId, new Map(pairs.map((p) => [p.to, p]))]));
    for (const pair of this.#pairs) pair.back = this.#pair(pair.to, pair.from);
    for (const pair of this.#pairs) this.#reviewReach(pair);
  }

  reaches(from: SiteId, to: SiteId): boolean {
    return this.#pair(from, to)?.isReached ?? false;
  }
  /** Question and answer. */
  talks(one: SiteId, other: SiteId): boolean {
    const pair = this.#pair(one, other);
    return pair?.isReached === true && pair.back?.isReached === true;
  }
  path(from: SiteId, to: SiteId): readonly Wire[] {
    return this.#pair(from, to)?.path ?? [];
  }

  /** Routing knows of a link what it did not know. */
  noticed(link: LinkSpec): void {
    for (const pair of this.#ways)
      if (pair.direct.length === 0 || takes(pair.direct, link)) pair.isStale = true;
  }

  /** A link has changed; true if somebody is reached who was not, or no longer. */
  linkChanged(link: LinkSpec): boolean {
    let changes = false;
    this.noticed(link);
    for (const pair of this.#ways) {
      if (takes(pair.path, link) && this.#reviewReach(pair)) changes = true;
    }
    return changes;
  }

  /** Who is reached, over which wires, and how good these are: whenever the text is the same, so are they. */
  get state(): string {
    return String.fromCharCode(...this.#pairs.map(({ state }) => state));
  }

  /** A site is lost or back. */
  sitesChanged(): void {
    for (const pair of this.#pairs) this.#reviewReach(pair);
  }

  /** As things are, every pair has its best path already. */
  get areBest(): boolean {
    for (const pair of this.#ways) if (pair.isStale && this.#bestPath(pair, isUp) !== pair.path) return false;
    return true;
  }

  /** The best path for every pair, as far as routing knows; those that took another one. */
  adopt(): readonly Pair[] {
    let changed = NONE;
    for (const pair of this.#ways) {
      if (!pair.isStale) continue;
      pair.isStale = false;
      const path = this.#bestPath(pair, isTrusted);
      if (path === pair.path) continue;
      pair.path = path;
      this.#reviewReach(pair);
      changed = [...changed, pair];
    }
    return changed;
  }

  #pair(from: SiteId, to: SiteId): Pair | undefined {
    return this.#byName.get(from)?.get(to);
  }

  #reviewReach(pair: Pair): boolean {
    const was = pair.isReached;
    pair.isReached = this.#isOpen(pair);
    pair.state = this.#stateOf(pair);
    return pair.isReached !== was;
  }

  #stateOf({ isReached, path }: Pair): number {
    let text = isReached ? "+" : "-";
    for (const wire of path) text += wire.state;
    const known = this.#states.get(text);
    if (known !== undefined) return known;
    const state = this.#states.size;
    invariant(state < MOST_STATES, "ways are in a few states again and again", { text });
    this.#states.set(text, state);
    return state;
  }

  #isOpen({ from, to, path }: Pair): boolean {
    if (!this.#isSiteUp(from) || !this.#isSiteUp(to)) return false;
    if (from === to) return true;
    for (const wire of path) if (!wire.isUp || !this.#isSiteUp(wire.to)) return false;
    return path.length > 0;
  }

  /** The very path that it has, where that is the best. */
  #bestPath({ from, to, direct, path }: Pair, isGood: (wire: Wire) => boolean): readonly Wire[] {
    if (direct.length > 0) {
      const best = direct.find((wire) => this.#works(wire, isGood)) ?? direct.find(isGood);
      // With nothing better in sight traffic stays where it was.
      return best === undefined || (path.length === 1 && path[0] === best) ? path : [best];
    }
    const reached = new Map<SiteId, readonly Wire[]>([[from, []]]);
    for (const [site, way] of reached)
      for (const wire of this.#leaving.get(site) ?? [])
        if (!reached.has(wire.to) && this.#works(wire, isGood)) reached.set(wire.to, [...way, wire]);
    const best = reached.get(to) ?? NOWHERE;
    return isSame(best, path) ? path : best;
  }

  /** Both ways. */
  #works(wire: Wire, isGood: (wire: Wire) => boolean): boolean {
    return isGood(wire) && isGood(this.#back.get(wire) as Wire);
  }
}

const isUp = (wire: Wire): boolean => wire.isUp;
const isTrusted = (wire: Wire): boolean => wire.isTrusted;

function takes(wires: readonly Wire[], link: LinkSpec): boolean {
  for (const wire of wires) if (wire.link === link) return true;
  return false;
}

const isSame = (one: readonly Wire[], other: readonly Wire[]): boolean =>
  one.length === other.length && one.every((wire, i) => wire === other[i]);
