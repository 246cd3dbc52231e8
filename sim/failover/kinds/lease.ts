// Lease: the primary holds a lease in a store with voters in several sites; without renewal it steps down and
// others race.
import { z } from "zod";
import { distributionOf } from "../../config/distribution-field.ts";
import { duration, name, positiveDuration, siteName, siteOrDrawn, size } from "../../config/fields.ts";
import { assumed, remembered, verified } from "../../config/part.ts";
import { LeaseController } from "../lease-controller.ts";
import { defineFailoverPolicy } from "../policy.ts";

export const lease = defineFailoverPolicy({
  title: "Lease in a voted store",
  source: "Patroni 4.0 manual, Dynamic Configuration Settings; Patroni ha.py",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("lease"),
    preset: name.optional(),
    votes: z
      .array(siteName)
      .max(99)
      .prefault([])
      .describe("sites with a voter of the store; all sites if absent"),
    storeLeader: siteOrDrawn
      .prefault("drawn")
      .meta(
        assumed("the site of the leading voter, or drawn", "our simplification: any voter, equally likely"),
      ),
    ttl: positiveDuration.prefault("30 s").meta(verified("life of the lease", "Patroni: ttl")),
    loop: positiveDuration
      .prefault("10 s")
      .meta(verified("period of the renewing loop", "Patroni: loop_wait")),
    retry: duration
      .prefault("10 s")
      .meta(verified("how long a failing call is retried before stepping down", "Patroni: retry_timeout")),
    wakes: z
      .enum(["at-expiry", "at-loop"])
      .prefault("at-expiry")
      .meta(
        remembered("whether standbys watch the lease or look each loop", "Patroni: watching the leader key"),
      ),
    maximumLag: size
      .prefault("1 MiB")
      .meta(verified("a standby further behind does not take over", "Patroni: maximum_lag_on_failover")),
    delay: duration
      .prefault("0 s")
      .meta(verified("from the news to the race", "CloudNativePG: failoverDelay 0")),
    race: distributionOf(duration)
      .prefault({ kind: "uniform", from: "0.13 s", to: "0.5 s" })
      .meta(
        verified(
          "from the news of the expiry to the decision among candidates, unanswered questions apart",
          "measured: Patroni 3.0.2 with etcd 3.4, from the first look at the others to the decision",
        ),
      ),
    probeTimeout: duration
      .prefault("2 s")
      .meta(
        verified(
          "asking the other members for their positions, all at once; a silent one costs all of it",
          "Patroni: ha.py, fetch_node_status, timeout=2",
        ),
      ),
    promote: distributionOf(duration)
      .prefault({ kind: "uniform", from: "0.1 s", to: "0.2 s" })
      .meta(verified("from the decision to the first write", "measured: PostgreSQL 15 under Patroni 3.0.2")),
    fencing: z
      .enum(["self-demotion", "isolation-check", "none"])
      .prefault("self-demotion")
      .meta(
        verified(
          "whether a primary without its lease stops, one that is alone, or none",
          "Patroni: ha.py, demote on loss of the leader lock; CloudNativePG: primary isolation",
        ),
      ),
    isolation: duration
      .prefault("30 s")
      .meta(
        verified(
          "how long a primary is alone until an isolation check stops it",
          "CloudNativePG: livenessProbeTimeout 30 s",
        ),
      ),
    watchdog: z
      .enum(["off", "automatic", "required"])
      .prefault("automatic")
      .meta(
        verified(
          "hard reset of a primary that does not stop: never, if there is a device, or no leader without one",
          "Patroni: watchdog.mode",
        ),
      ),
    watchdogDevice: z
      .enum(["present", "absent"])
      .prefault("absent")
      .meta(
        assumed("whether the agent may open a watchdog", "our assumption: nobody has set up /dev/watchdog"),
      ),
    safetyMargin: duration
      .prefault("5 s")
      .meta(
        verified(
          "how long before the end of the lease a watchdog resets the machine",
          "Patroni: watchdog.safety_margin",
        ),
      ),
    failsafe: z
      .boolean()
      .prefault(false)
      .meta(
        verified(
          "whether a primary without the store goes on while all members answer it",
          "Patroni: failsafe_mode",
        ),
      ),
    primaryStart: duration
      .optional()
      .describe(
        "how long a database that crashed may take to start again in place; absent: the crash takes its agent with it",
      ),
    storeHeartbeat: positiveDuration
      .prefault("100 ms")
      .meta(verified("of the store's leader to its followers", "etcd: embed/config.go, TickMs")),
    storeTimeout: positiveDuration
      .prefault("1 s")
      .meta(
        verified(
          "a follower of the store that has not heard the leader for one to two of these stands for election",
          "etcd: embed/config.go, ElectionMs; raft.go",
        ),
      ),
    storeElection: distributionOf(duration)
      .optional()
      .describe("from the loss of the store's leader to the next; absent: what the two above make"),
    extension: z
      .union([z.literal("none"), duration])
      .prefault("1 s")
      .meta(
        verified(
          "what a new leader of the store adds to the full ttl that it gives to every lease; none: it gives none",
          "etcd: lessor.go, Promote(extend); server.go passes the election time-out",
        ),
      ),
    expiryCheck: duration
      .prefault("0.5 s")
      .meta(
        verified(
          "between two looks of the store for leases that have run out",
          "etcd: lessor.go, runLoop every 500 ms",
        ),
      ),
  }),
  create: (config, parts) => new LeaseController({ ...config, votes: config.votes ?? [] }, parts),
});
