// Oracle Data Guard's protection modes. Maximum performance: nobody is waited for. Maximum availability: a standby
// is, for NetTimeout; then commits go on without it until it has been found and resynchronised. Maximum protection:
// the primary would rather shut down. Leaves out: that no log is sent until ReopenSecs have passed (here it is sent
// as soon as it can be), several destinations with time-outs of their own.
import { z } from "zod";
import { duration, size } from "../../../config/fields.ts";
import { assumed, remembered, verified } from "../../../config/part.ts";
import { defineAcknowledgement, noticedAfter } from "../acknowledgement.ts";

export const dataGuard = defineAcknowledgement({
  title: "Data Guard protection mode",
  source: "Oracle Data Guard Concepts and Administration 12.2, 6: Protection Modes",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("data-guard"),
    mode: z
      .enum(["max-performance", "max-availability", "max-protection"])
      .prefault("max-performance")
      .meta(verified("what comes first when no standby answers", "Oracle 12.2: the default protection mode")),
    transport: z
      .enum(["sync", "fastsync"])
      .prefault("sync")
      .meta(
        verified(
          "acknowledged when on the standby's disk, or when received",
          "Oracle 12.2: LOG_ARCHIVE_DEST_n SYNC AFFIRM; FASTSYNC is SYNC NOAFFIRM",
        ),
      ),
    netTimeout: duration
      .prefault("30 s")
      .meta(remembered("a standby that does not answer is given up", "Oracle 12.2: NET_TIMEOUT")),
    reopen: duration
      .prefault("300 s")
      .meta(remembered("between attempts to reach one that was given up", "Oracle 12.2: REOPEN")),
    resynchronisedBelow: size
      .prefault("64 KiB")
      .meta(assumed("lag below which it is waited for again", "our simplification of: no gap is left")),
    noticedAfter,
  }),
  rule: ({ mode, transport }, { all }) => ({
    atLeast: mode === "max-performance" ? 0 : Math.min(1, all.length),
    of: mode === "max-performance" ? [] : all,
    stage: transport === "sync" ? "flushed" : "received",
  }),
  degrading: ({ mode, netTimeout, reopen, resynchronisedBelow, noticedAfter }) =>
    mode === "max-performance"
      ? undefined
      : {
          after: netTimeout,
          rearmBelow: resynchronisedBelow,
          field: "netTimeout",
          counts: "commit-wait",
          outcome: mode === "max-protection" ? "stopped" : "asynchronous",
          reopen,
          sign: "V$ARCHIVE_DEST_STATUS: not SYNCHRONIZED",
          noticedAfter,
        },
  // Maximum protection has everything on one of them; the other modes promise a failover nothing that holds for ever.
  safe: ({ mode }, rule, reachable) =>
    mode !== "max-protection"
      ? undefined
      : reachable.filter((node) => rule.of.includes(node)).length > rule.of.length - rule.atLeast
        ? reachable.filter((node) => rule.of.includes(node))
        : [],
});
