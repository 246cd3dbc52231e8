// Two sites and a failover that takes no time: what is down is down for as long as its servers are.

/** People who act at once, clients who follow at once. */
export const INSTANT = `
twinsite: 1
title: Two sites, instant failover
sites: { a: {}, b: {} }
links: { wan: { between: [a, b], bandwidth: 1 Gbit/s, rtt: 2 ms } }
clusters: { db: { members: { a: 1, b: 1 }, prefers: a, node: { restart: 0 s, rewind: 0 s }, dataset: 1 MB } }
failover: { kind: manual, notice: 0 s, decide: 0 s, fence: 0 s, act: 0 s }
clients:
  all:
    near: a
    redirect: { kind: virtual-address, takeover: 0 s }
    local: { interval: 1 µs, rise: 1 }
    timeouts: { connect: 1 µs, socket: 1 s }
    retry: { delay: 0 s }
workload: { db: { arrivals: { kind: constant, mean: 50 /s } } }
disruptions: { test: [ { kind: site-loss, site: a } ] }
`;
