// One scenario under the gate: what it says of no change, of each sort of change, and on what it rests.
import { describe, expect, it } from "vitest";
import {
  type Baseline,
  baselineOf,
  baselineText,
  readBaseline,
} from "../../../sim/experiment/gate/baseline.ts";
import { inspect } from "../../../sim/experiment/gate/inspect.ts";
import type { ScenarioCheck } from "../../../sim/experiment/gate/result.ts";
import { conduct } from "../../../sim/experiment/study/conduct.ts";
import { inquire } from "../../../sim/experiment/study/inquiry.ts";
import { aSubject, conductor, sha256 } from "./samples.ts";

const TEXT = `
twinsite: 1
title: Under the gate
sites:
  alpha: { location: [31.23, 121.47] }
  beta:  { location: [39.90, 116.41] }
  third: { location: [30.59, 114.31], role: witness }
links:
  wan:   { between: [alpha, beta], bandwidth: 1 Gbit/s, rtt: 27 ms }
  at:    { between: [alpha, third], bandwidth: 1 Gbit/s }
  bt:    { between: [beta, third], bandwidth: 1 Gbit/s }
clusters:
  orders: { members: { alpha: 1, beta: 1 }, prefers: alpha }
failover: { kind: lease, expiryCheck: 0 s, ttl: 30 s }
clients:
  east: { near: alpha, redirect: { kind: dns, ttl: 30 s }, timeouts: { connect: 5 s, socket: 20 s } }
workload:
  orders: { arrivals: { kind: constant, mean: 50 /s } }
disruptions:
  site-loss: [ { kind: site-loss, site: alpha, inFlight: lost } ]
  node-hang: [ { kind: node-hang, node: primary, for: 5 s } ]
expect:
  - rtoAchieved p50 <= 90 s for site-loss
`;
const file = "scenarios/gated.yaml";
const N = 24;
const question = { question: "drill", seed: "1", replications: N, years: 1, resolution: "fluid" } as const;

async function accepted(text: string): Promise<Baseline> {
  const subject = aSubject(text, { file });
  const inquiry = inquire(subject, question);
  await conduct([{ design: subject.design, inquiry }], conductor());
  return baselineOf(subject.design, question, inquiry.answer(), sha256);
}

async function checked(baseline: Baseline, text: string, replicationsMost = N): Promise<ScenarioCheck> {
  const inspection = inspect({ ...aSubject(text, { file }), baseline }, { hash: sha256, replicationsMost });
  for (let step = inspection.next(); ; step = inspection.next()) {
    if (step.done) return step.value;
    await conduct(step.value, conductor());
  }
}

const edited = (...changes: readonly (readonly [string, string])[]): string =>
  changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from} is not in the scenario`);
    return text.replace(from, to);
  }, TEXT);
const stored = (await readBaseline(baselineText(await accepted(TEXT)))) as { baseline: Baseline };
const { baseline } = stored;

const of = ({ metrics }: ScenarioCheck, metric: string, disruption = "site-loss") =>
  metrics.find((each) => each.metric === metric && each.disruption === disruption);

describe("no change", () => {
  it("is unchanged, without any statistics", async () => {
    const check = await checked(baseline, TEXT);
    expect(check).toMatchObject({ verdict: "unchanged", metrics: [], changes: [], engineChanged: false });
    expect(check.equalMetrics).toBeGreaterThan(40);
    expect(check.objectives).toMatchObject([{ verdict: "met", line: 23 }]);
  });

  it("is unchanged whatever is said in other words", async () => {
    const text = edited(
      ["ttl: 30 s }\nclients", "ttl: 30000 ms }   # half a minute\nclients"],
      ["Under the gate", "Another title"],
    );
    expect(await checked(baseline, text)).toMatchObject({ verdict: "unchanged", changes: [] });
  });
});

describe("a change of the scenario", () => {
  const slowClients = ["dns, ttl: 30 s", "dns, ttl: 90 s"] as const;

  it("that makes outages longer is regressed, with the line that does it", async () => {
    const check = await checked(baseline, edited(slowClients));
    expect(check).toMatchObject({ verdict: "regressed", engineChanged: false });
    const outage = of(check, "rtoAchievedSeconds");
    // Clients' cached answers live up to a minute longer; 95 % of that.
    expect(outage?.shift?.value).toBeCloseTo(57, -1);
    expect(outage).toMatchObject({
      verdict: "regressed",
      worse: N,
      carriedBy: ["clients.east.redirect.ttl"],
    });
    expect(check.changes).toMatchObject([
      {
        path: "clients.east.redirect.ttl",
        old: "30 s",
        new: "90 s",
        carries: true,
        place: { file, line: 16 },
      },
    ]);
    expect(check.objectives).toMatchObject([{ verdict: "missed", line: 23 }]);
  });

  it("among others is found by trying each alone", async () => {
    const text = edited(slowClients, ["rtt: 27 ms", "rtt: 27.1 ms"], ["mean: 50 /s", "mean: 50.1 /s"]);
    const check = await checked(baseline, text);
    expect(of(check, "rtoAchievedSeconds")?.carriedBy).toEqual(["clients.east.redirect.ttl"]);
    expect(
      check.changes.filter(({ isWritten }) => isWritten).map(({ path, carries }) => [path, carries]),
    ).toEqual([
      ["links.wan.rtt", false],
      ["clients.east.redirect.ttl", true],
      ["workload.orders.arrivals.mean", false],
    ]);
  });

  it("for the better is improved", async () => {
    const check = await checked(baseline, edited(["dns, ttl: 30 s", "dns, ttl: 5 s"]));
    expect(check.verdict).toBe("improved");
    expect(of(check, "rtoAchievedSeconds")).toMatchObject({ verdict: "improved", improved: N });
  });

  it("that nobody can feel is equivalent", async () => {
    // With looks of the store every half a second, 10 ms would be half a second in one run of fifty.
    const check = await checked(baseline, edited(["ttl: 30 s }\nclients", "ttl: 30.01 s }\nclients"]));
    expect(check.verdict).toBe("equivalent");
    expect(of(check, "rtoAchievedSeconds")).toMatchObject({ verdict: "equivalent", worse: 0, improved: 0 });
  });

  it("of the build is not comparable, and needs no runs to say so", async () => {
    const check = await checked(
      baseline,
      edited([
        "prefers: alpha }",
        "prefers: alpha }\n  copy: { site: beta, role: auxiliary, follows: orders }",
      ]),
    );
    expect(check).toMatchObject({ verdict: "not-comparable", metrics: [], objectives: [] });
    expect(check.reason).toContain("other clusters");
    const gone = await checked(
      baseline,
      edited(["  node-hang: [ { kind: node-hang, node: primary, for: 5 s } ]\n", ""]),
    );
    expect(gone.reason).toBe("the scenario has other disruptions: now without node-hang");
  });

  it("to an outage that never ends is worse than to any that does", async () => {
    // Two voters: the one that is left is no majority.
    const check = await checked(
      baseline,
      edited(["expiryCheck: 0 s, ttl", "expiryCheck: 0 s, votes: [alpha, beta], ttl"]),
    );
    expect(check.verdict).toBe("regressed");
    expect(of(check, "rtoAchievedSeconds")).toMatchObject({
      verdict: "regressed",
      new: { censored: N },
      worse: N,
    });
    expect(of(check, "rtoAchievedSeconds")?.shift).toBeUndefined();
  });
});

describe("other numbers for the same scenario", () => {
  /** As an older engine might have left it: every outage of a lost site shorter by a tenth of a second, or by two. */
  const older = (by: number): Baseline => {
    const values = structuredClone(baseline.values);
    const all = values["site-loss"] as Record<string, string>;
    const [, median = ""] = /^(\S+) /.exec(all.rtoAchievedSeconds ?? "") ?? [];
    all.rtoAchievedSeconds = String(Number(median) - by);
    return { ...baseline, fingerprint: "of another engine", values };
  };

  it("are the engine's, and judged on the stored runs", async () => {
    const check = await checked(older(20), TEXT, 4 * N);
    expect(check).toMatchObject({
      verdict: "regressed",
      engineChanged: true,
      replicationsMost: N,
      changes: [],
    });
    expect(check.reason).toContain("the scenario is the same");
    expect(of(check, "rtoAchievedSeconds")?.carriedBy).toEqual([]);
  });

  it("are told apart from a change of the scenario", async () => {
    const check = await checked(older(20), edited(["rtt: 27 ms", "rtt: 27.5 ms"]), 4 * N);
    expect(check).toMatchObject({ verdict: "regressed", engineChanged: true });
    expect(check.reason).toContain("for the old scenario too");
  });
});

describe("what is undecided", () => {
  it("is asked on 2n and 4n seeds, as far as one may go", async () => {
    // Renewals a little rarer: the lease is a little older when its holder dies. Worth a quarter of a second.
    const text = edited(["expiryCheck: 0 s, ttl", "expiryCheck: 0 s, loop: 11 s, ttl"]);
    const few = await checked(baseline, text, N);
    expect(few).toMatchObject({ verdict: "inconclusive", replicationsMost: N });
    const many = await checked(baseline, text, 4 * N);
    expect(many).toMatchObject({ verdict: "improved", replicationsMost: 4 * N });
  });

  it("about an objective is asked once on as many runs as a p99 needs", async () => {
    const text = edited(["rtoAchieved p50 <= 90 s", "rtoAchieved p99 <= 90 s"]);
    const few = await checked(baseline, text, N);
    expect(few.objectives).toMatchObject([{ verdict: "undecided", replications: N }]);
    const many = await checked(baseline, text, 400);
    expect(many).toMatchObject({ verdict: "unchanged", objectives: [{ verdict: "met", replications: 400 }] });
    expect(many.changes).toMatchObject([{ path: "expect", carries: false }]);
  });
});
