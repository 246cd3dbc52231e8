// How clients find the new primary, and how long they hang on to the old one.
import { describe, expect, it } from "vitest";
import { aScenario, drill, metric, phaseOf } from "../support/scenarios.ts";

const FEW_WRITES = { "workload.db.arrivals": "{ kind: constant, mean: 10 /s }", "run.limit": "2 h" };
const siteLoss = "[ { kind: site-loss, site: a } ]";
/** Detection, race and promotion, and the microsecond or two of replay. */
const untilPromoted = (run: ReturnType<typeof drill>): number =>
  ["detect", "decide", "promote", "replay"].reduce((sum, phase) => sum + phaseOf(run, phase), 0);
const outage = (changes: Readonly<Record<string, string>>, faults = siteLoss): number => {
  const run = drill(aScenario(faults, { ...FEW_WRITES, ...changes }));
  return metric(run, "rtoAchievedSeconds") - untilPromoted(run);
};

describe("clients behind DNS", () => {
  const dns = (ttl: string): Record<string, string> => ({
    "clients.all.redirect": `{ kind: dns, ttl: ${ttl}, update: 1 s }`,
  });

  it("are back when 95 % of the caches have expired: update + 0.95 × TTL", () => {
    // 200 cohorts, evenly spread over the TTL: to 1/200 of it.
    expect(Math.abs(outage(dns("30 s")) - (1 + 0.95 * 30))).toBeLessThanOrEqual(30 / 200);
    expect(Math.abs(outage(dns("90 s")) - (1 + 0.95 * 90))).toBeLessThanOrEqual(90 / 200);
  });

  it("wait 0.95 × 60 s longer with 90 s than with 30 s", () => {
    const difference = outage(dns("90 s")) - outage(dns("30 s"));
    expect(Math.abs(difference - 57)).toBeLessThanOrEqual(60 / 200);
  });

  it("keep 5 % of the demand away for ever so long when 6 % of them are stubborn", () => {
    const stubborn = "{ kind: dns, ttl: 30 s, update: 1 s, stubborn: 6 %, stubbornFor: 1 h }";
    expect(Math.abs(outage({ "clients.all.redirect": stubborn }) - 3601)).toBeLessThanOrEqual(1);
  });
});

describe("clients behind a virtual address", () => {
  it("are back after its takeover", () => {
    expect(outage({ "clients.all.redirect": "{ kind: virtual-address, takeover: 3 s }" })).toBeCloseTo(3, 5);
  });
});

describe("clients behind a proxy", () => {
  it("are back after rise − 1 checks and the phase of 95 % of the proxies", () => {
    // interval 2 s, rise 2: between 2 and 4 s after the promotion, 95 % of them by 3.9 s.
    expect(Math.abs(outage({ "clients.all.redirect": "{ kind: proxy }" }) - 3.9)).toBeLessThanOrEqual(
      2 / 200,
    );
  });

  it("are freed by it from a dead site after fall × interval, without a socket time-out of their own", () => {
    // 6 s: long before the lease has run out.
    const changes = { "clients.all.redirect": "{ kind: proxy }", "clients.all.timeouts.socket": "none" };
    expect(Math.abs(outage(changes) - 3.9)).toBeLessThanOrEqual(2 / 200);
  });
});

describe("established connections to a black hole", () => {
  const total = (faults: string, changes: Readonly<Record<string, string>>): number =>
    metric(drill(aScenario(faults, { ...FEW_WRITES, ...changes })), "rtoAchievedSeconds");

  it("hang for a quarter of an hour without a socket time-out: tcp_retries2 = 15", () => {
    // 924.6 s after the loss; the address has moved long before.
    expect(total(siteLoss, { "clients.all.timeouts.socket": "none" })).toBeCloseTo(924.6, 1);
  });

  it("are given up after a socket time-out of 20 s, before the lease has run out", () => {
    expect(outage({ "clients.all.timeouts.socket": "20 s" })).toBeCloseTo(1, 4);
  });

  it("decide the outage when the socket time-out is the longest: 60 s", () => {
    expect(total(siteLoss, { "clients.all.timeouts.socket": "60 s" })).toBeCloseTo(60, 1);
  });

  it("do not hang when the process dies and its host answers with a reset", () => {
    expect(outage({ "clients.all.timeouts.socket": "none" }, "[ { kind: node-crash } ]")).toBeCloseTo(1, 4);
  });

  it("hang on a frozen node, too", () => {
    expect(total("[ { kind: node-hang } ]", { "clients.all.timeouts.socket": "none" })).toBeCloseTo(924.6, 1);
  });
});
