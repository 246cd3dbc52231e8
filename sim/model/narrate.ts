// Control events as lines a person can read, each with the event that led to it. The log of a replay and the
// sentences of an explanation both come from here.

import type { EventMap, EventName } from "../cluster/events.ts";

export interface Line {
  readonly subject: string;
  readonly text: string;
}

type Narrators = { readonly [Name in EventName]: (payload: EventMap[Name]) => Line | undefined };

const line = (subject: string, text: string): Line => ({ subject, text });
const orNone = (names: readonly string[]): string => (names.length > 0 ? names.join(", ") : "nobody");

const narrators: Narrators = {
  disruptionBegan: ({ name }) => line(name, "the disruption begins"),
  faultBegan: ({ kind, subject }) => line(subject, `${kind} begins`),
  faultEnded: ({ kind, subject }) => line(subject, `${kind} is over`),
  nodeWillStop: ({ node, inFlight, storage }) =>
    line(
      node,
      `dies; what it had sent ${inFlight === "arrives" ? "arrives" : "is lost"}, its disk is ${storage}`,
    ),
  nodeStateChanged: ({ node, from, to }) => line(node, `${from} → ${to}`),
  linkChanged: ({ link, from, up }) =>
    line(link, `from ${from}: ${up ? "carries traffic again" : "is down"}`),
  pathChanged: ({ from, to, links }) => line(`${from} → ${to}`, `traffic takes ${orNone(links)}`),
  leaseLost: ({ node, service }) => line(service, `the lease of ${node} runs out`),
  storeLeaderLost: ({ service }) => line(service, "the store has lost its leader"),
  storeLeaderElected: ({ service, site }) =>
    line(service, `the store elects a leader in ${site}; leases live a full ttl from here`),
  primarySuspected: ({ service, node, setBy }) => line(service, `${node} is taken for dead (${setBy})`),
  suspicionDropped: ({ service, reason }) => line(service, `no failover: ${reason}`),
  candidateChosen: ({ service, node, setBy }) => line(service, `${node} is chosen (${setBy})`),
  electionBlocked: ({ service, reason }) => line(service, `nobody can be promoted: ${reason}`),
  oldPrimaryFenced: ({ service, node, setBy }) => line(service, `${node} counts as fenced (${setBy})`),
  replayBegan: ({ node }) => line(node, "applies the rest of what it has received"),
  promoted: ({ service, node, loser, timeline, setBy }) =>
    line(service, `${node} is promoted in place of ${loser}, timeline ${timeline} (${setBy})`),
  writerStarted: ({ node }) => line(node, "takes writes"),
  writerStopped: ({ node, reason }) => line(node, `takes no more writes: ${reason}`),
  storageLost: ({ node }) => line(node, "its storage is lost"),
  personActed: ({ service, step, setBy }) => line(service, `people: ${step} (${setBy})`),
  restoreBegan: ({ node }) => line(node, "restore from backup begins"),
  restored: ({ node, setBy }) => line(node, `restored from backup (${setBy})`),
  // Told when it comes about: movesLine().
  connectionsPlanned: () => undefined,
  streamOpened: ({ source, target }) => line(target, `follows ${source}`),
  streamClosed: ({ source, target }) => line(target, `no longer follows ${source}`),
  copyBegan: ({ node }) => line(node, "full copy begins"),
  copyFinished: ({ node }) => line(node, "full copy is complete"),
  rewindBegan: ({ node }) => line(node, "rewind begins: its history had gone another way"),
  rewound: ({ node }) => line(node, "rewound to the fork"),
  logOverrun: ({ node }) => line(node, "the log it needs is no longer kept"),
  commitTermsSet: ({ service, waitsFor }) => line(service, `a commit waits for ${orNone(waitsFor)}`),
  synchronyDegraded: ({ service, setBy, sign }) =>
    line(service, `commits no longer wait for standbys (${setBy}): told only by ${sign}`),
  degradationNoticed: ({ service, sign }) => line(service, `somebody has seen ${sign}`),
  resynchronisationBegan: ({ service, node }) =>
    line(service, `${node} is back and resynchronises; commits do not wait for it yet`),
  synchronyRestored: ({ service }) => line(service, "commits wait for standbys again"),
  listInherited: ({ node, service }) =>
    line(
      node,
      `waits for standbys that its inherited list does not name: no commit of ${service} is answered until a person rewrites it (synchronousList)`,
    ),
  primaryShutDown: ({ node, reason, setBy }) => line(node, `shuts down: ${reason} (${setBy})`),
  answersLate: ({ service }) => line(service, "answers come too late to count"),
  answersInTime: ({ service }) => line(service, "answers come in time again"),
  fullyRedundant: ({ service }) => line(service, "every node holds one history again"),
};

/** The names under which events are told. */
export type ToldName = EventName | "connectionsChanged";

/** Clients have moved as planned; `served`: which share of the population is served from now on. */
export const movesLine = (population: string, served: number, setBy: string): Line =>
  line(population, `${Math.round(served * 100)} % of the clients are served: clients move (${setBy})`);

export function narrate<Name extends EventName>(name: Name, payload: EventMap[Name]): Line | undefined {
  return (narrators[name] as (payload: EventMap[Name]) => Line | undefined)(payload);
}

/** What an event of this name usually follows from; the latest of them is taken for its cause. */
const causes: Readonly<Partial<Record<ToldName, readonly EventName[]>>> = {
  faultBegan: ["disruptionBegan"],
  faultEnded: ["faultBegan"],
  nodeWillStop: ["primaryShutDown", "faultBegan"],
  nodeStateChanged: ["nodeWillStop", "faultEnded", "faultBegan"],
  linkChanged: ["faultBegan", "faultEnded"],
  pathChanged: ["linkChanged"],
  leaseLost: [
    "storeLeaderElected",
    "storeLeaderLost",
    "nodeWillStop",
    "nodeStateChanged",
    "linkChanged",
    "pathChanged",
  ],
  storeLeaderLost: ["faultBegan"],
  storeLeaderElected: ["storeLeaderLost"],
  primarySuspected: ["leaseLost", "personActed", "nodeWillStop", "nodeStateChanged", "linkChanged"],
  candidateChosen: ["primarySuspected", "electionBlocked", "personActed"],
  electionBlocked: ["primarySuspected", "personActed"],
  oldPrimaryFenced: ["candidateChosen", "personActed"],
  replayBegan: ["candidateChosen"],
  promoted: ["replayBegan"],
  writerStarted: ["promoted", "candidateChosen", "nodeStateChanged"],
  writerStopped: ["nodeWillStop", "leaseLost", "linkChanged", "personActed"],
  connectionsChanged: ["writerStarted", "writerStopped", "nodeStateChanged"],
  streamOpened: ["rewound", "writerStarted", "nodeStateChanged"],
  streamClosed: ["nodeWillStop", "candidateChosen", "promoted"],
  copyBegan: ["streamOpened", "logOverrun"],
  copyFinished: ["copyBegan"],
  rewindBegan: ["nodeStateChanged", "promoted", "writerStopped"],
  rewound: ["rewindBegan"],
  commitTermsSet: ["writerStarted", "streamOpened", "streamClosed", "synchronyDegraded", "synchronyRestored"],
  synchronyDegraded: ["linkChanged", "nodeWillStop", "faultBegan"],
  synchronyRestored: ["resynchronisationBegan", "faultEnded", "streamOpened", "linkChanged"],
  degradationNoticed: ["synchronyDegraded"],
  resynchronisationBegan: ["faultEnded", "streamOpened", "linkChanged"],
  primaryShutDown: ["linkChanged", "nodeWillStop", "faultBegan"],
  listInherited: ["promoted"],
  answersLate: ["listInherited", "linkChanged", "nodeWillStop", "faultBegan"],
  answersInTime: ["synchronyDegraded", "faultEnded", "commitTermsSet"],
  personActed: ["personActed", "nodeWillStop", "faultBegan"],
  restoreBegan: ["electionBlocked", "personActed"],
  restored: ["restoreBegan"],
};

/** Numbers events and finds the cause of each: the latest of the right name, rather one about the same thing. */
export class CausalChain {
  readonly #latest = new Map<string, number>();
  #last = 0;

  add(name: ToldName, payload: object): { id: number; cause: number } {
    const id = ++this.#last;
    const things = Object.values(payload).filter((value): value is string => typeof value === "string");
    const earlier = causes[name] ?? [];
    const ofSame = earlier.flatMap((cause) =>
      things.map((thing) => this.#latest.get(`${cause}/${thing}`) ?? 0),
    );
    const ofAny = earlier.map((cause) => this.#latest.get(cause) ?? 0);
    const cause = Math.max(0, ...ofSame) || Math.max(0, ...ofAny);
    this.#latest.set(name, id);
    for (const thing of things) this.#latest.set(`${name}/${thing}`, id);
    return { id, cause };
  }
}
