// The codes of problems with failover control; part of codes.ts.
import type { DiagnosticCode } from "../config/diagnostic.ts";

export const failoverCodes: readonly (readonly [DiagnosticCode, string, string])[] = [
  [
    "TWIN1070",
    "no votes",
    "A majority of no votes can never form. Leave `votes` out for one vote in each site.",
  ],
  ["TWIN1071", "voting twice", "Each site has one voter; two in one site are lost together and help nobody."],
  ["TWIN1072", "leader without a vote", "The store's leader is one of its voters."],
  [
    "TWIN1073",
    "votes that cannot be lost",
    "A majority is more than half. Two votes cannot lose any, four tolerate one like three: use an odd number, with a witness in a third site.",
  ],
  [
    "TWIN1074",
    "lease too short",
    "loop + 2 × retry must fit into ttl (Patroni refuses other settings; managers with one retried call a round need loop + retry): a healthy primary may otherwise lose its lease during one retried call.",
  ],
  [
    "TWIN1075",
    "below the product's minimum",
    "The product behind the preset refuses so small a value. It is simulated as written, but nobody can run it.",
  ],
  [
    "TWIN1076",
    "no watchdog",
    "A watchdog resets a primary whose agent does not stop it before others may lead. `automatic` without a device leaves that risk of a split brain; `required` without one means that no node may lead.",
  ],
  [
    "TWIN1077",
    "elections of the store",
    "A store's election time-out of less than five heartbeats takes a late heartbeat for a dead leader; etcd refuses it.",
  ],
];
