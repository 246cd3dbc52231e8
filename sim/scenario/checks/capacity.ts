// Lines that cannot carry what is written: between the site of the primary and every other site with copies of it.
// Leaves out: paths over a third site, peaks above the mean, the spare line that carries the rest.
import { meanOf } from "../../kernel/sampling.ts";
import type { Congestion } from "../../network/congestion/congestion.ts";
import { congestions } from "../../network/congestion/registry.ts";
import { bytesPerSecond } from "../../quantity/data.ts";
import { printBandwidth } from "../../quantity/text.ts";
import type { Check, Checkup } from "./checkup.ts";

export const capacity: Check = (checkup) => {
  const { settings, completed } = checkup;
  if (!checkup.isComplete("links")) return;
  for (const [name, { arrivals, reads, transaction }] of Object.entries(settings.workload)) {
    const cluster = completed.clusters[name];
    const shape = cluster?.shape ?? settings.replication.shape;
    if (!cluster || !("mean" in arrivals) || shape.kind === "off-site-backup") continue;
    const log = arrivals.mean * (1 - reads) * meanOf(transaction.log) * (1 + settings.replication.overhead);
    for (const site of Object.keys(cluster.members))
      if (site !== cluster.prefers)
        line(checkup, { from: cluster.prefers, to: site, log, streams: cluster.members[site] ?? 1 });
  }
};

/** `log`: bytes per µs of each of the streams, protocol included. */
function line(
  checkup: Checkup,
  need: { readonly from: string; readonly to: string; readonly log: number; readonly streams: number },
): void {
  const { settings, completed } = checkup;
  const { from, to, log, streams } = need;
  const { transport } = settings.replication;
  const part = congestions.get(transport.kind) as unknown as Congestion;
  const lines = Object.entries(completed.links).filter(
    ([, { between }]) => between.includes(from) && between.includes(to),
  );
  const rates = lines.map(([name, { bandwidth, rtt, loss, queue }]) => {
    const pipe = { roundTrip: rtt, lossEvents: loss.mean / loss.burst, burst: loss.burst, bandwidth, queue };
    return { name, each: Math.min(bandwidth / streams, part.goodput(transport as never, pipe)) };
  });
  const best = rates.reduce(
    (one, other) => (other.each > one.each ? other : one),
    rates[0] ?? { name: "", each: log },
  );
  if (best.each >= log) return;
  const [has, needs] = [best.each, log].map((rate) =>
    printBandwidth(bytesPerSecond(Number((rate * 1e6).toPrecision(3)))),
  );
  checkup.warning(
    "TWIN1087",
    ["links", best.name],
    `a stream from ${from} to ${to} gets ${has} at most and needs ${needs} on average: it falls behind for ever`,
    "more bandwidth, less loss, a larger window, or fewer standbys there; until then every loss depends on how long it has run",
  );
}
