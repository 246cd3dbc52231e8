// Small worlds drawn at random for fast-check: two data sites and a witness, some standbys, some links, a policy, a fault or
// two. As text in the scenario language, so that a counterexample can be pasted into a file.
import fc from "fast-check";
import { loadScenarioOrThrow } from "../../sim/scenario/load.ts";
import type { Scenario } from "../../sim/scenario/scenario.ts";

const seconds = (min: number, max: number): fc.Arbitrary<string> =>
  fc.integer({ min: min * 1000, max: max * 1000 }).map((ms) => `${ms} ms`);

const link = fc
  .record({
    rtt: fc.integer({ min: 1, max: 80 }),
    megabits: fc.constantFrom(2, 10, 100, 1000),
    loss: fc.constantFrom("0 %", "0 %", "0.1 %", "2 %"),
    jitter: fc.constantFrom("0 s", "{ kind: exponential, mean: 2 ms }"),
  })
  .map(
    ({ rtt, megabits, loss, jitter }) =>
      (between: string): string =>
        `{ between: ${between}, bandwidth: ${megabits} Mbit/s, rtt: ${rtt} ms, loss: ${loss}, jitter: ${jitter} }`,
  );

const groups = fc
  .record({
    elects: fc.constantFrom("by-view", "by-contest"),
    minorityAfter: fc.constantFrom("never", "2 s"),
    afterRestart: fc.constantFrom("leads", "stands"),
    expel: fc.constantFrom("0 s", "1 s"),
    commits: fc.constantFrom("by-majority", "as-acknowledged"),
  })
  .map(
    ({ elects, minorityAfter, afterRestart, expel, commits }) =>
      `{ kind: quorum-group, heartbeat: 500 ms, suspect: 2 s, expel: ${expel}, elects: ${elects}, minorityAfter: ${minorityAfter}, afterRestart: ${afterRestart}, commits: ${commits} }`,
  );
const people = fc.constant("{ kind: manual, notice: 2 s, decide: 3 s, fence: 1 s, act: 2 s }");
const machines = fc.oneof(
  groups,
  fc
    .constantFrom("a", "b", "w", "drawn")
    .map(
      (leader) =>
        `{ kind: lease, storeLeader: ${leader}, ttl: 6 s, loop: 2 s, retry: 2 s, storeElection: 1 s, maximumLag: 1 GB }`,
    ),
  fc
    .record({
      at: fc.constantFrom("a", "b", "w"),
      fence: fc.constantFrom("none", "reachable", "self-demotion"),
      confirm: fc.constantFrom("monitor-only", "with-standbys"),
    })
    .map(
      ({ at, fence, confirm }) =>
        `{ kind: monitor, at: ${at}, interval: 1 s, timeout: 1 s, retries: 1, retryDelay: 1 s, fence: ${fence}, confirm: ${confirm}, selfDemoteAfter: 3 s, block: 20 s }`,
    ),
);

/** What cannot destroy a disk. */
const fault = fc
  .record({
    kind: fc.constantFrom(
      "kind: node-crash",
      "kind: node-crash, node: standby",
      "kind: node-hang",
      "kind: node-hang, node: standby",
      "kind: site-loss, site: a",
      "kind: site-loss, site: a, inFlight: lost",
      "kind: site-loss, site: b, inFlight: lost",
      "kind: site-loss, site: w",
      "kind: edge-loss, site: a",
      "kind: link-cut, link: wan",
      "kind: link-cut, link: wan, from: a",
      "kind: link-cut, link: wan, from: b",
      "kind: link-degradation, link: wan, loss: 5 %, addedDelay: 20 ms",
      "kind: link-degradation, link: wan, bandwidth: 1 %",
      "kind: partition, isolates: a",
      "kind: partition, isolates: b, from: b",
      "kind: cluster-loss, cluster: db, site: a",
    ),
    after: seconds(0, 12),
    lasts: fc.option(seconds(0.1, 25)),
  })
  .map(({ kind, after, lasts }) => `{ ${kind}, after: ${after}${lasts === null ? "" : `, for: ${lasts}`} }`);

export interface Drawn {
  readonly text: string;
  readonly scenario: Scenario;
}

/** `replication` gets the number of standbys in each site. */
export const worlds = (
  replication: (standbys: { readonly a: number; readonly b: number }) => fc.Arbitrary<string>,
  { mayBePeople }: { readonly mayBePeople: boolean },
): fc.Arbitrary<Drawn> =>
  fc
    .record({ inA: fc.integer({ min: 1, max: 2 }), inB: fc.integer({ min: 1, max: 2 }) })
    .chain(({ inA, inB }) =>
      fc.record({
        inA: fc.constant(inA),
        inB: fc.constant(inB),
        wan: link,
        spare: fc.option(link),
        aw: link,
        bw: link,
        failover: mayBePeople ? fc.oneof(machines, machines, people) : machines,
        replication: replication({ a: inA - 1, b: inB }),
        faults: fc.array(fault, { minLength: 1, maxLength: 3 }),
        rate: fc.constantFrom(20, 100, 400),
        size: fc.constantFrom("500 B", "{ kind: exponential, mean: 2 KB }", "20 KB"),
        flush: fc.constantFrom("0.4 ms", "{ kind: lognormal, median: 0.5 ms, sigma: 1 }"),
        arrivals: fc.constantFrom("constant", "poisson"),
        connections: fc.constantFrom(20, 500),
        everyWrite: fc.boolean(),
      }),
    )
    .map((drawn) => {
      const spare = drawn.spare === null ? "" : `  spare: ${drawn.spare("[a, b]")}\n`;
      const text = `
twinsite: 1
title: Drawn
run: { everyWrite: ${drawn.everyWrite}, leadIn: 2 s, stableFor: 3 s, limit: 70 s }
sites: { a: {}, b: {}, w: { role: witness } }
links:
  wan: ${drawn.wan("[a, b]")}
${spare}  a-w: ${drawn.aw("[a, w]")}
  b-w: ${drawn.bw("[b, w]")}
clusters:
  db:
    members: { a: ${drawn.inA}, b: ${drawn.inB} }
    node: { flush: ${drawn.flush}, service: 0.2 ms, restart: 3 s, rewind: 2 s, connections: ${drawn.connections} }
replication: { ${drawn.replication} }
failover: ${drawn.failover}
clients: { all: { near: a, redirect: { kind: proxy }, timeouts: { socket: 5 s } } }
workload:
  db: { arrivals: { kind: ${drawn.arrivals}, mean: ${drawn.rate} /s }, transaction: { log: ${drawn.size} } }
disruptions:
  drawn: [ ${drawn.faults.join(", ")} ]
`;
      return { text, scenario: loadScenarioOrThrow(text) };
    });
