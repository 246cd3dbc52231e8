// Elections by hand: three or five voters, ways of known length, timers that end at known times.
import { expect, it } from "vitest";
import { contest, roundTrip } from "../../sim/failover/election-contest.ts";
import { Electorate, type Voter } from "../../sim/failover/electorate.ts";

/** µs, one way. */
const WAY = 15_000;

/** Members `a-1` … in the sites named, arbiters where the name has no number; everybody hears everybody. */
function electorateOf(...names: readonly string[]): Electorate {
  const voters = names.map((name): Voter => {
    const [site = "", number] = name.split("-");
    return { site, node: number === undefined ? undefined : name, votes: 1 };
  });
  const topology = {
    talks: () => true,
    isSiteUp: () => true,
    delay: (from: string, to: string) => (from === to ? 50 : WAY),
  };
  const nodes = { isRunning: () => true, site: (node: string) => node.split("-")[0] };
  return new Electorate(voters, { topology, nodes } as never);
}
const standing = (node: string, wait: number, position = 0) => ({
  node,
  site: node.split("-")[0] as string,
  wait,
  position,
});
const nobodyAhead = () => 0;

it("the first to stand is elected after one round trip to a majority", () => {
  const electorate = electorateOf("a-1", "b-1", "w");
  const ballot = { electors: electorate.voters.slice(1), electorate, positionOf: nobodyAhead, rounds: 1 };
  expect(contest([standing("b-1", 400_000)], ballot)).toEqual({
    winner: "b-1",
    after: 400_000 + 2 * WAY,
  });
  const thrice = contest([standing("b-1", 400_000)], { ...ballot, rounds: 3 });
  expect(thrice.after).toBe(400_000 + 3 * 2 * WAY);
});

it("whoever stands before it hears of the other splits the votes; a third vote decides by who is nearer in time", () => {
  const two = electorateOf("a-1", "b-1", "c-1", "d-1");
  const electors = two.voters;
  const ballot = { electors, electorate: two, positionOf: nobodyAhead, rounds: 1 };
  // Four votes: c's and d's go to whoever is first, but three are needed, and b has one of its own.
  const split = contest([standing("a-1", 0), standing("b-1", WAY - 1)], ballot);
  expect(split.winner).toBe("a-1");
  const even = electorateOf("a-1", "b-1");
  const tied = contest([standing("a-1", 0), standing("b-1", WAY - 1)], {
    ...ballot,
    electors: even.voters,
    electorate: even,
  });
  expect(tied.winner).toBeUndefined();
  // One that has heard of it does not stand against it.
  const heard = contest([standing("a-1", 0), standing("b-1", WAY)], {
    ...ballot,
    electors: even.voters,
    electorate: even,
  });
  expect(heard.winner).toBe("a-1");
});

it("a voter refuses a candidate that has less than itself, which stands again in a later term", () => {
  const electorate = electorateOf("a-1", "b-1", "c-1");
  const positionOf = (node: string): number => (node === "c-1" ? 7 : 3);
  const ballot = { electors: electorate.voters.slice(1), electorate, positionOf, rounds: 1 };
  const outcome = contest([standing("b-1", 100_000, 3), standing("c-1", 900_000, 7)], ballot);
  expect(outcome).toEqual({ winner: "c-1", after: 900_000 + 2 * WAY });
  // An arbiter has nothing, and refuses nobody.
  const pair = electorateOf("a-1", "b-1", "w");
  expect(
    contest([standing("b-1", 0, 3)], { ...ballot, electors: pair.voters.slice(1), electorate: pair }).winner,
  ).toBe("b-1");
});

it("the majority is one of all votes, and as far away as its slowest", () => {
  const electorate = electorateOf("a-1", "a-2", "b-1", "b-2", "w");
  const inB = electorate.voters.filter(({ site }) => site === "b");
  expect(roundTrip("b", inB, electorate)).toBeUndefined();
  const withArbiter = electorate.voters.filter(({ site }) => site !== "a");
  expect(roundTrip("b", withArbiter, electorate)).toBe(2 * WAY);
});
