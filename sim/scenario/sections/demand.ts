// Who asks for what: populations of clients, the workload of each cluster, backups.
import { z } from "zod";
import { redirects } from "../../balancing/redirect/registry.ts";
import { choiceOf } from "../../config/choice.ts";
import { distributionOf } from "../../config/distribution-field.ts";
import {
  clusterName,
  count,
  duration,
  name,
  positiveBandwidth,
  positiveDuration,
  probability,
  siteName,
  size,
  some,
} from "../../config/fields.ts";
import { assumed, remembered, verified } from "../../config/part.ts";
import { arrivals } from "../../workload/arrivals/registry.ts";

const local = z
  .strictObject({
    interval: positiveDuration
      .prefault("2 s")
      .meta(verified("between two checks of the proxy inside a site", "HAProxy: inter 2000 ms")),
    fall: some.prefault(3).meta(verified("failed checks until a node is down", "HAProxy: fall 3")),
    rise: some.prefault(2).meta(verified("good checks until a node is up", "HAProxy: rise 2")),
  })
  .prefault({});

const timeouts = z
  .strictObject({
    connect: positiveDuration.prefault("5 s").meta(assumed("opening a connection", "our assumption")),
    socket: z
      .union([z.literal("none"), positiveDuration])
      .prefault("none")
      .meta(verified("an answer; none: tcp_retries2, 924.6 s", "Linux: ip-sysctl, tcp_retries2 = 15")),
    user: z
      .union([z.literal("none"), positiveDuration])
      .prefault("none")
      .meta(
        remembered("TCP_USER_TIMEOUT: data that nobody confirms", "Linux: tcp(7), none unless it is set"),
      ),
    keepAlive: z
      .union([
        z.literal("none"),
        z.strictObject({
          idle: positiveDuration
            .prefault("7200 s")
            .meta(verified("of silence before the first probe", "Linux: ip-sysctl, tcp_keepalive_time")),
          interval: positiveDuration
            .prefault("75 s")
            .meta(verified("between two probes", "Linux: ip-sysctl, tcp_keepalive_intvl")),
          probes: some
            .prefault(9)
            .meta(verified("in vain, and the connection is dead", "Linux: ip-sysctl, tcp_keepalive_probes")),
        }),
      ])
      .prefault("none")
      .meta(verified("SO_KEEPALIVE", "Linux: tcp(7), off unless it is set")),
  })
  .prefault({});

const retry = z
  .strictObject({
    delay: distributionOf(duration).prefault("1 s").meta(assumed("before another attempt", "our assumption")),
    times: count
      .max(1000)
      .prefault(0)
      .meta(
        assumed(
          "how often a write without an answer in time is asked again; not over years",
          "our assumption: the caller is told of the failure",
        ),
      ),
  })
  .prefault({});

export const client = z.strictObject({
  preset: name.optional(),
  near: siteName.describe("the site where these clients are"),
  application: siteName
    .optional()
    .describe("the site of the application that asks the database for them; none: they ask it themselves"),
  share: probability.prefault("100 %").describe("of the demand of the cluster"),
  of: clusterName.optional().describe("the cluster they use; needed where several have a workload"),
  redirect: choiceOf(redirects, "dns")
    .prefault("dns")
    .meta(assumed("how they learn where the primary is", "our assumption: a DNS name with a short life")),
  local,
  timeouts,
  retry,
  lifetime: positiveDuration
    .prefault("30 min")
    .meta(verified("of a pooled connection", "HikariCP: maxLifetime 1800000 ms")),
  rtt: duration.prefault("1 ms").meta(assumed("to the near site and back", "our assumption: same city")),
});

export const workload = z.strictObject({
  arrivals: choiceOf(arrivals),
  reads: probability.prefault("0 %").describe("share of transactions that write nothing"),
  transaction: z
    .strictObject({
      statements: some.prefault(1).describe("one after the other; each is a round trip"),
      log: distributionOf(size)
        .prefault("1.2 KB")
        .meta(verified("bytes of log per write", "measured: pgbench on PostgreSQL 15")),
    })
    .prefault({}),
  hot: z
    .strictObject({
      share: probability.describe("of the writes that update one of the hot rows"),
      rows: some.prefault(1).describe("hot rows, equally likely"),
    })
    .optional()
    .describe("rows that many update: a lock is held until its commit is answered; none if absent"),
  answerWithin: positiveDuration
    .prefault("2 s")
    .meta(assumed("a later answer counts as none", "our assumption: patience of a page")),
  keys: some.prefault(1e6).meta(assumed("rows written, equally likely", "our assumption")),
});

const none = z.literal("none");

export const backup = z.strictObject({
  preset: name.optional(),
  of: clusterName.optional().describe("the cluster; the first primary one if absent"),
  full: positiveDuration.prefault("weekly").meta(assumed("period of full copies", "our assumption")),
  incremental: z
    .union([none, positiveDuration])
    .prefault("none")
    .meta(assumed("period of incremental copies", "our assumption")),
  log: z
    .union([none, z.literal("continuous"), positiveDuration])
    .prefault("continuous")
    .meta(assumed("shipping of the log: continuous, or every …", "our assumption")),
  keep: some
    .prefault(2)
    .meta(verified("full copies, the latest ones", "pgBackRest user guide: repo1-retention-full=2")),
  silentFailure: probability
    .prefault("1 %")
    .meta(
      assumed("of the full copies cannot be restored, and nobody notices", "our assumption; over years only"),
    ),
  verify: z
    .union([none, positiveDuration])
    .prefault("30 d")
    .meta(assumed("between two trial restores, which find a bad copy", "our assumption; over years only")),
  to: siteName.describe("the site of the vault"),
  rate: positiveBandwidth
    .prefault("100 MB/s")
    .meta(assumed("of taking a copy", "our assumption: one process")),
  restoreRate: positiveBandwidth
    .prefault("100 MB/s")
    .meta(assumed("of copying back", "our assumption: one process")),
  replayRate: positiveBandwidth
    .prefault("50 MB/s")
    .meta(assumed("of replaying log", "our assumption: fetched files")),
});
