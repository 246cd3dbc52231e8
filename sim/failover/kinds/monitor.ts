// Monitor: one observer probes the primary and, when it and perhaps the standbys agree, promotes another.
import { z } from "zod";
import { distributionOf } from "../../config/distribution-field.ts";
import { count, duration, name, positiveDuration, siteName, size } from "../../config/fields.ts";
import { assumed, verified } from "../../config/part.ts";
import { MonitorController } from "../monitor-controller.ts";
import { defineFailoverPolicy } from "../policy.ts";

export const monitor = defineFailoverPolicy({
  title: "Monitor",
  source: "pg_auto_failover 2.1 manual, Fault tolerance; Orchestrator: docs/failure-detection.md",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("monitor"),
    preset: name.optional(),
    at: siteName.describe("the site where the monitor runs"),
    interval: positiveDuration
      .prefault("5 s")
      .meta(verified("between two probes", "pg_auto_failover: pgautofailover.health_check_period")),
    timeout: positiveDuration
      .prefault("5 s")
      .meta(verified("of one probe", "pg_auto_failover: pgautofailover.health_check_timeout")),
    probe: z
      .enum(["connection", "session", "datagram"])
      .prefault("connection")
      .meta(
        verified(
          "what gets lost on a bad line: a connection that is opened anew, a question on one that is open, or a packet",
          "pg_auto_failover: health_check_worker.c, PQconnectStart; TCP sends again what is lost, RFC 6298",
        ),
      ),
    retries: count
      .prefault(2)
      .meta(
        verified(
          "failed probes allowed after the first",
          "pg_auto_failover: pgautofailover.health_check_max_retries",
        ),
      ),
    retryDelay: duration
      .prefault("2 s")
      .meta(verified("before a repeated probe", "pg_auto_failover: pgautofailover.health_check_retry_delay")),
    unhealthyAfter: duration
      .prefault("0 s")
      .meta(
        verified(
          "failed probes count only when the last sign of life is as old as this",
          "pg_auto_failover, src/monitor: node_considered_unhealthy_timeout; FSFO: FastStartFailoverThreshold; none elsewhere",
        ),
      ),
    reports: positiveDuration
      .optional()
      .describe(
        "a keeper beside the primary reports so often; without one an answered probe is its sign of life",
      ),
    confirm: z
      .enum(["monitor-only", "with-standbys"])
      .prefault("with-standbys")
      .meta(
        verified(
          "whether the standbys must have lost the primary too",
          "Orchestrator: DeadMaster needs broken replicas",
        ),
      ),
    maximumLag: size.optional().describe("a standby further behind is not promoted"),
    fence: z
      .enum(["none", "reachable", "self-demotion"])
      .prefault("reachable")
      .meta(assumed("what is done to the old primary", "our simplification: demote it if it can be reached")),
    selfDemoteAfter: duration
      .prefault("20 s")
      .meta(
        verified(
          "a primary that sees neither monitor nor standby stops",
          "pg_auto_failover: network_partition_timeout",
        ),
      ),
    block: duration
      .prefault("1 h")
      .meta(verified("no second failover within", "Orchestrator: RecoveryPeriodBlockSeconds")),
    drain: duration
      .prefault("0 s")
      .meta(
        verified(
          "wait for an old primary that cannot confirm that it has stopped",
          "pg_auto_failover, src/monitor: primary_demote_timeout; no such wait elsewhere",
        ),
      ),
    promote: distributionOf(duration)
      .prefault({ kind: "uniform", from: "0.5 s", to: "2 s" })
      .meta(
        assumed(
          "from the decision to the first write",
          "our assumption: pg_ctl promote or RESET REPLICA and hooks",
        ),
      ),
    observeOnly: z
      .boolean()
      .prefault(false)
      .meta(
        verified(
          "says what it would do, and does nothing",
          "Oracle Data Guard: ENABLE FAST_START FAILOVER OBSERVE ONLY",
        ),
      ),
  }),
  leavesList: true,
  create: (config, parts) => new MonitorController(config, parts),
});
