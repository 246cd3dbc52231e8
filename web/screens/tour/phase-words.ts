// What each phase of an outage waits for, in words for who has never seen one.
import type { Film } from "../../../sim/index.ts";

type PhaseName = Film["segments"][number]["name"];

export const PHASE_WORDS: Readonly<Record<PhaseName, { readonly title: string; readonly waits: string }>> = {
  detect: {
    title: "Nobody knows yet",
    waits:
      "The primary is gone, and whoever could act has not noticed. Nothing is done until its silence has lasted long enough to be taken for its death.",
  },
  decide: {
    title: "Who takes over?",
    waits:
      "The death is known. Now one node must be chosen: one that can be reached, and that has the most of the log.",
  },
  fence: {
    title: "Is the old one really silent?",
    waits:
      "Before a new primary may write, the old one must be sure not to: two writers would make two histories.",
  },
  promote: {
    title: "A standby becomes the primary",
    waits: "The chosen node is told, and turns from one that follows into one that leads.",
  },
  replay: {
    title: "It catches up with itself",
    waits: "What the new primary has received and not yet applied must be applied before it answers.",
  },
  redirect: {
    title: "A primary without clients",
    waits:
      "Writes are possible again, and nobody writes: clients still look for the old primary, and must find the new one.",
  },
  ramp: {
    title: "Clients come back",
    waits:
      "One after the other finds the new primary. The outage is over when nearly all of the demand is served again.",
  },
  block: {
    title: "Commits hang",
    waits: "A commit waits for a copy that does not answer, until somebody gives up waiting for it.",
  },
  repair: { title: "Somebody repairs", waits: "Nothing more can be done until what is broken works again." },
  restart: { title: "A server starts", waits: "What was down starts, and recovers what it had." },
  restore: {
    title: "From the backup",
    waits: "A backup is copied back, and the log is applied on top of it.",
  },
  human: { title: "Waiting for people", waits: "Somebody must be woken, understand, decide and act." },
};
