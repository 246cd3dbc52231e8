// One election among candidates whose timers end at drawn times: whoever is first asks for votes, a voter gives its
// one vote of the term to the first request that reaches it, and refuses a candidate that has less than itself.
// Candidates that stand before they hear of another split the votes; those whose timers end later stand in the next
// term, unless the winner's news has reached them. Source: Ongaro & Ousterhout, USENIX ATC 2014, 5.2 and 5.4.1.
// Leaves out: messages that get lost and are sent again within the election.

import type { NodeId, SiteId } from "../cluster/data-plane.ts";
import { type Electorate, type Voter, votesOf } from "./electorate.ts";

export interface Standing {
  readonly node: NodeId;
  readonly site: SiteId;
  /** Until its timer ends, µs from the beginning. */
  readonly wait: number;
  readonly position: number;
}

export interface Outcome {
  /** undefined = the votes were split until nobody was left to stand. */
  readonly winner: NodeId | undefined;
  /** µs from the beginning. */
  readonly after: number;
}

/** Of one election. */
export interface Ballot {
  /** Those who vote at all. */
  readonly electors: readonly Voter[];
  readonly electorate: Electorate;
  /** How far a member is. */
  readonly positionOf: (node: NodeId) => number;
  /** Round trips to a majority until the winner leads: a dry run, the votes, a first entry. */
  readonly rounds: number;
}

export function contest(standing: readonly Standing[], ballot: Ballot): Outcome {
  const { electors, electorate, rounds } = ballot;
  const waiting = [...standing].sort((one, other) => one.wait - other.wait);
  let after = 0;
  while (waiting.length > 0) {
    const first = waiting.shift() as Standing;
    const term = [first];
    const stands = ({ site, wait }: Standing): boolean =>
      term.every((rival) => wait < rival.wait + electorate.delay(rival.site, site));
    while (waiting[0] && stands(waiting[0])) term.push(waiting.shift() as Standing);
    const given = new Map<Standing, Voter[]>();
    for (const voter of electors) {
      const choice = choiceOf(voter, term, ballot);
      if (choice) given.set(choice, [...(given.get(choice) ?? []), voter]);
    }
    for (const candidate of term) {
      const round = roundTrip(candidate.site, given.get(candidate) ?? [], electorate);
      if (round !== undefined) return { winner: candidate.node, after: candidate.wait + rounds * round };
      after = Math.max(after, candidate.wait);
    }
  }
  return { winner: undefined, after };
}

/** µs until a majority of these has answered; undefined = they are none. */
export function roundTrip(
  site: SiteId,
  voters: readonly Voter[],
  electorate: Electorate,
): number | undefined {
  if (!electorate.isMajority(votesOf(voters))) return undefined;
  const answers = voters
    .map((voter) => ({
      votes: voter.votes,
      after: electorate.delay(site, voter.site) + electorate.delay(voter.site, site),
    }))
    .sort((one, other) => one.after - other.after);
  let votes = 0;
  for (const answer of answers) {
    votes += answer.votes;
    if (electorate.isMajority(votes)) return answer.after;
  }
  return undefined;
}

/** The first request to reach it of those that it may grant; a candidate votes for itself. */
function choiceOf(
  { node, site }: Voter,
  term: readonly Standing[],
  { electorate, positionOf }: Ballot,
): Standing | undefined {
  const itself = term.find((candidate) => candidate.node === node);
  if (itself) return itself;
  const own = node === undefined ? Number.NEGATIVE_INFINITY : positionOf(node);
  const arrival = (candidate: Standing): number => candidate.wait + electorate.delay(candidate.site, site);
  let best: Standing | undefined;
  for (const candidate of term)
    if (candidate.position >= own && (!best || arrival(candidate) < arrival(best))) best = candidate;
  return best;
}
