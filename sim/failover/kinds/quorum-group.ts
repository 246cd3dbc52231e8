// Quorum group: members vote among themselves who leads; a majority goes on without whoever it has lost.
import { z } from "zod";
import type { Member } from "../../cluster/service.ts";
import { distributionOf } from "../../config/distribution-field.ts";
import { count, duration, name, nodeId, positiveDuration, siteName, some } from "../../config/fields.ts";
import { assumed, remembered, verified } from "../../config/part.ts";
import { printDuration } from "../../quantity/text.ts";
import { micros } from "../../quantity/time.ts";
import type { Voter } from "../electorate.ts";
import { defineFailoverPolicy } from "../policy.ts";
import { QuorumGroupController } from "../quorum-group-controller.ts";

const config = z.strictObject({
  kind: z.literal("quorum-group"),
  preset: name.optional(),
  voters: z
    .enum(["members", "arbiters"])
    .prefault("members")
    .meta(
      verified(
        "members vote beside the arbiters, or arbiters alone",
        "MongoDB manual, Replica Set Members; Redis, sentinel.c: sentinels vote, not servers",
      ),
    ),
  arbiters: z
    .array(siteName)
    .max(99)
    .optional()
    .describe(
      "sites with a vote and no data; the witness sites if absent, all sites where arbiters alone vote",
    ),
  weights: z.record(nodeId, count).prefault({}).describe("votes of single members; 1 each if absent"),
  heartbeat: positiveDuration
    .prefault("2 s")
    .meta(verified("between two signs of life", "MongoDB, repl_set_config.idl: heartbeatIntervalMillis")),
  suspect: positiveDuration
    .prefault("10 s")
    .meta(
      verified(
        "silence after which a voter takes the leader for dead",
        "MongoDB, repl_set_config.idl: electionTimeoutMillis",
      ),
    ),
  suspicions: some.optional().describe("votes that must have lost the leader; a majority if absent"),
  expel: duration
    .prefault("0 s")
    .meta(
      verified(
        "from there until the leader is expelled",
        "MySQL 8.4: group_replication_member_expel_timeout; no such pause elsewhere",
      ),
    ),
  elects: z
    .enum(["by-contest", "by-view"])
    .prefault("by-contest")
    .meta(
      remembered(
        "whoever's timer ends first asks for votes, or all that are left agree on the furthest",
        "Ongaro & Ousterhout, USENIX ATC 2014, 5.2; MySQL 8.4 manual, 20.4.1.1",
      ),
    ),
  election: distributionOf(duration)
    .prefault({ kind: "uniform", from: "0 s", to: "1.5 s" })
    .meta(
      remembered(
        "a candidate's own timer, or the change of the view; a round of votes comes on top",
        "MongoDB: electionTimeoutMillis is randomised by up to 15 %",
      ),
    ),
  rankDelay: duration
    .prefault("0 s")
    .meta(
      verified(
        "a candidate waits longer for each that is further",
        "Redis, cluster_legacy.c: 1 s per rank; no such wait elsewhere",
      ),
    ),
  rounds: some
    .prefault(1)
    .meta(
      remembered(
        "round trips to a majority until the winner leads: a dry run, the votes, a first entry",
        "Ongaro & Ousterhout, USENIX ATC 2014, 5.2: one; with prevote and the first entry three",
      ),
    ),
  promote: distributionOf(duration)
    .prefault({ kind: "uniform", from: "0.1 s", to: "0.5 s" })
    .meta(assumed("from the election to the first write, replay apart", "our assumption: a change of role")),
  minorityAfter: z
    .union([z.literal("never"), duration])
    .prefault("10 s")
    .meta(
      remembered(
        "a leader that hears no majority stops taking writes after",
        "MongoDB, topology_coordinator.cpp: a primary without a majority for electionTimeoutMillis steps down",
      ),
    ),
  standbysToWrite: count
    .prefault(0)
    .meta(
      verified(
        "so many standbys within reach replace the majority in minorityAfter; 0 = the majority counts",
        "Redis, config.c: min-replicas-to-write; no such rule elsewhere",
      ),
    ),
  afterRestart: z
    .enum(["stands", "leads"])
    .prefault("stands")
    .meta(
      remembered(
        "a leader that crashed and is back in time waits for an election, or leads on",
        "MongoDB and Raft: a restarted node follows; a Redis master restarts as master",
      ),
    ),
  commits: z
    .enum(["by-majority", "by-view", "as-acknowledged"])
    .prefault("by-majority")
    .meta(
      remembered(
        "a commit waits for a majority of the group, for all that are left in it, or as acknowledge says",
        "MongoDB manual, Write Concern: majority is the default; the lesser of the votes' majority and the members",
      ),
    ),
});

export const quorumGroup = defineFailoverPolicy({
  title: "Quorum group",
  source: "MongoDB manual, Replica Set Elections; MySQL 8.4 manual, 20.7.7; Raft, USENIX ATC 2014",
  mark: "verified",
  config,
  acknowledges({ commits, arbiters, voters, suspect, expel }, members) {
    if (commits === "as-acknowledged" || members < 2) return undefined;
    // Whoever has been silent for long enough is out.
    if (commits === "by-view")
      return { kind: "availability-group", sessionTimeout: printDuration(micros(suspect + expel)) };
    const votes = voters === "members" ? members + (arbiters?.length ?? 0) : members;
    const majority = Math.min(Math.floor(votes / 2) + 1, members);
    return { kind: "quorum", standbys: majority - 1, stage: "flushed" };
  },
  create: (config, parts) =>
    new QuorumGroupController(
      { ...config, suspicions: config.suspicions, voters: votersOf(config, parts.candidates) },
      parts,
    ),
});

function votersOf(
  { voters, arbiters = [], weights }: z.output<typeof config>,
  members: readonly Member[],
): readonly Voter[] {
  const own = voters === "arbiters" ? [] : members;
  return [
    ...own.map(({ node, site }) => ({ node, site, votes: weights[node] ?? 1 })),
    ...arbiters.map((site) => ({ node: undefined, site, votes: 1 })),
  ];
}
