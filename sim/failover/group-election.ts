// Who of a quorum group may lead, and who is elected after how long: by a view on which all that are left agree, or
// by a contest of timers. Leaves out: priorities of members (MongoDB, Group Replication), take-overs by a better one
// later.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import type { RandomStream } from "../kernel/random.ts";
import { sample } from "../kernel/sampling.ts";
import type { Distribution } from "../quantity/distribution.ts";
import type { Duration } from "../quantity/time.ts";
import { contest, type Outcome, roundTrip } from "./election-contest.ts";
import { type Electorate, type Voter, votesOf } from "./electorate.ts";
import type { GroupHearing } from "./group-hearing.ts";
import type { ControllerParts } from "./policy.ts";

export interface ElectionTerms {
  /** Votes that must have lost the leader; undefined = a majority, and only those vote that have lost it. */
  readonly suspicions: number | undefined;
  readonly elects: "by-view" | "by-contest";
  readonly election: Distribution;
  readonly rankDelay: Duration;
  readonly rounds: number;
}

const UNHEARD = "no majority of the votes has lost the leader";

export class GroupElection {
  readonly #terms: ElectionTerms;
  readonly #parts: ControllerParts;
  readonly #electorate: Electorate;
  readonly #hearing: GroupHearing;
  readonly #draws: RandomStream;

  constructor(
    terms: ElectionTerms,
    parts: ControllerParts,
    group: { readonly electorate: Electorate; readonly hearing: GroupHearing; readonly draws: RandomStream },
  ) {
    this.#terms = terms;
    this.#parts = parts;
    this.#electorate = group.electorate;
    this.#hearing = group.hearing;
    this.#draws = group.draws;
  }

  /**
   * Who runs, has a whole copy that keeps what was promised, and hears a majority. `isVacant`: the old leader may
   * stand.
   */
  standing(isVacant: boolean): readonly NodeId[] {
    const { candidates, nodes, service, standbys } = this.#parts;
    const usable = candidates
      .map(({ node }) => node)
      .filter(
        (node) =>
          nodes.isRunning(node) &&
          this.#electorate.isMajority(votesOf(this.#electorate.around(this.#siteOf(node)))) &&
          (node === service.primary ? isVacant : standbys.isUsable(node)),
      );
    // Whoever led last has everything that it promised.
    const safe = usable.includes(service.primary) ? undefined : standbys.safe(usable);
    return safe === undefined ? usable : usable.filter((node) => safe.includes(node));
  }

  /** Who is elected, or why nobody can be. */
  hold(isVacant: boolean): Outcome | string {
    const { service, plane, kernel } = this.#parts;
    const { elects, election, rankDelay, rounds } = this.#terms;
    const candidates = this.standing(isVacant);
    if (candidates.length === 0) return "no member that hears a majority has a copy that may lead";
    const positionOf = (node: NodeId): number => plane.position(node, service.origin, "received", kernel.now);
    const positions = candidates.map(positionOf);
    const furthest = candidates[positions.indexOf(Math.max(...positions))] as NodeId;
    const voters = this.#votersAround(this.#siteOf(furthest));
    if (elects === "by-view") {
      const drawn = sample(election, this.#draws);
      const round = roundTrip(this.#siteOf(furthest), voters, this.#electorate);
      return round === undefined ? UNHEARD : { winner: furthest, after: drawn + rounds * round };
    }
    const standing = candidates.map((node, i) => {
      const position = positions[i] as number;
      const rank = positions.filter((other) => other > position).length;
      return {
        node,
        site: this.#siteOf(node),
        wait: sample(election, this.#draws) + rank * rankDelay,
        position,
      };
    });
    if (!this.#electorate.isMajority(votesOf(voters))) return UNHEARD;
    return contest(standing, { electors: voters, electorate: this.#electorate, positionOf, rounds });
  }

  #siteOf(node: NodeId): SiteId {
    return this.#parts.nodes.site(node);
  }
  #votersAround(site: SiteId): readonly Voter[] {
    const around = this.#electorate.around(site);
    return this.#terms.suspicions === undefined ? this.#hearing.without(around) : around;
  }
}
