// What must hold in every run of every world: counts add up, columns are in order, nothing is answered that was not appended.
import fc from "fast-check";
import { expect, it } from "vitest";
import { runOnce } from "../../sim/experiment/run-once.ts";
import type { RunResult } from "../../sim/experiment/run-result.ts";
import { randomRoot } from "../../sim/kernel/random.ts";
import { Model } from "../../sim/model/model.ts";
import type { TransactionLedger } from "../../sim/transaction/transaction-ledger.ts";
import { type Drawn, worlds } from "./random-scenarios.ts";

const SEED = "adds up";
const replication = fc.integer({ min: 1, max: 1e6 });

const asynchronous = worlds(() => fc.constant("acknowledge: { kind: asynchronous }"), { mayBePeople: true });
const anything = worlds(
  ({ a, b }) =>
    fc.oneof(
      fc.constant("acknowledge: { kind: asynchronous }"),
      fc
        .constantFrom("received", "flushed", "applied")
        .map((at) => `acknowledge: { kind: synchronous, stage: ${at} }`),
      fc.constant("acknowledge: { kind: synchronous, whenAlone: degrade }"),
      fc
        .integer({ min: 100, max: 5000 })
        .map((ms) => `acknowledge: { kind: semi-synchronous, timeout: ${ms} ms }`),
      fc.integer({ min: 1, max: a + b }).map((k) => `acknowledge: { kind: quorum, standbys: ${k} }`),
      fc.constant(
        "edges: { within-site: { acknowledge: { kind: semi-synchronous, timeout: 1 s } }, across-sites: { acknowledge: { kind: semi-synchronous, timeout: 3 s } } }",
      ),
    ),
  { mayBePeople: true },
);

/** The model, run to its end; what was promoted, and when writers stopped, as the bus told it. */
function played({ scenario }: Drawn, number: number) {
  const model = new Model(scenario, "drawn", randomRoot(SEED).replication(number));
  const { bus, kernel, plane } = model.world;
  const replaced: { timeline: number; survived: number; promotedAt: number }[] = [];
  const stops: { timeline: number; at: number }[] = [];
  const starts: { timeline: number; at: number }[] = [];
  let answered = 0;
  bus.on("promoted", ({ from, survived }) =>
    replaced.push({ timeline: from, survived, promotedAt: kernel.now }),
  );
  bus.on("writerStopped", ({ timeline }) => stops.push({ timeline, at: kernel.now }));
  bus.on("writerStarted", ({ timeline }) => starts.push({ timeline, at: kernel.now }));
  plane.observe({
    looksRegularly: true,
    answered: () => {
      answered++;
    },
    rounded: () => {},
  });
  model.run();
  const timelines = [0, ...starts.map(({ timeline }) => timeline)];
  const ledgers = [...new Set(timelines)].map((timeline) => plane.ledger(timeline) as TransactionLedger);
  return { model, replaced, stops, starts, ledgers, answered: () => answered };
}

it("asynchronous replication loses exactly the acknowledged writes past what the survivor had received", () => {
  let losses = 0;
  fc.assert(
    fc.property(asynchronous, replication, (drawn, number) => {
      const { model, replaced, stops, starts } = played(drawn, number);
      const { kernel, plane } = model.world;
      let expected = 0;
      for (const { timeline, survived, promotedAt } of replaced) {
        const { ends, promises, writes } = plane.ledger(timeline) as TransactionLedger;
        // The loser's last word: it stopped before it was replaced, or some time after, or never.
        const before = stops.filter((stop) => stop.timeline === timeline && stop.at <= promotedAt).at(-1);
        const again = starts.filter((start) => start.timeline === timeline && start.at <= promotedAt).at(-1);
        const isStopped = before !== undefined && (again === undefined || again.at < before.at);
        const later = stops.find((stop) => stop.timeline === timeline && stop.at > promotedAt);
        const stoppedAt = isStopped ? before.at : (later?.at ?? kernel.now);
        for (let i = ends.first; i < ends.end; i++)
          if (ends.at(i) > survived && promises.at(i) <= stoppedAt)
            expected += writes.at(i) - (i > writes.first ? writes.at(i - 1) : writes.at(i) - 1);
      }
      const run = runOnce(drawn.scenario, { disruption: "drawn", replication: number, seed: SEED });
      if (expected > 0) losses++;
      expect(run.values.lostTransactions).toBe(expected);
    }),
    { numRuns: 100, seed: 1 },
  );
  expect(losses).toBeGreaterThan(10);
});

it("counts add up in every run", () => {
  fc.assert(
    fc.property(anything, replication, ({ scenario }, number) => {
      const run = runOnce(scenario, { disruption: "drawn", replication: number, seed: SEED });
      addsUp(run, Math.max(...(scenario.disruptions.drawn?.faults ?? []).map(({ after }) => after)));
    }),
    { numRuns: 150, seed: 2 },
  );
});

function addsUp({ values, phases, recovered, censored }: RunResult, lastFault: number): void {
  const value = (name: string): number => {
    expect(values[name], name).toBeTypeOf("number");
    return values[name] as number;
  };
  for (const [name, each] of Object.entries(values)) {
    expect(Number.isFinite(each), name).toBe(true);
    expect(each, name).toBeGreaterThanOrEqual(0);
  }
  const lost = value("lostTransactions");
  expect(value("strandedTransactions") + value("destroyedTransactions")).toBe(lost);
  expect(value("divergentTransactions")).toBeGreaterThanOrEqual(lost);
  // Zero seconds are lost, too, if all of it was acknowledged at one instant after the fault.
  if (lost === 0) expect(value("rpoAchievedSeconds")).toBe(0);
  const outage = value("rtoAchievedSeconds");
  expect(phases.reduce((sum, { micros }) => sum + micros, 0)).toBe(Math.round(outage * 1e6));
  for (const { micros } of phases) expect(Number.isInteger(micros) && micros > 0).toBe(true);
  expect(value("rtoFirstWriteSeconds")).toBeLessThanOrEqual(outage);
  const availability = value("writeAvailability");
  expect(availability).toBeLessThanOrEqual(1);
  const watched = 70 + lastFault / 1e6;
  expect(outage).toBeLessThanOrEqual(watched + 1e-9);
  expect(value("unservedDemandSeconds")).toBeLessThanOrEqual(watched * (1 + 1e-9));
  // Constant rates: what was missed is the share of the time.
  expect(Math.abs(value("unservedDemandSeconds") - (1 - availability) * watched)).toBeLessThan(
    1e-3 * watched,
  );
  expect(censored.includes("rtoAchievedSeconds")).toBe(!recovered);
  if (!recovered && lost === 0 && outage > 0)
    // It lasts to the horizon, from some instant after the injection.
    expect(value("unservedDemandSeconds")).toBeGreaterThan(0);
}

it("nobody is answered for what was not appended and flushed, and every column is in order", () => {
  fc.assert(
    fc.property(anything, replication, (drawn, number) => {
      const { model, ledgers, answered } = played(drawn, number);
      const { kernel, plane } = model.world;
      const { offered, accepted, turnedAway } = plane.traffic("all");
      expect(accepted + turnedAway).toBeLessThanOrEqual(offered);
      let appended = 0;
      for (const ledger of ledgers) {
        const { ends, appends, flushes, promises, fork } = ledger;
        expect(ledger.acknowledged(kernel.now)).toBeLessThanOrEqual(ledger.appended(kernel.now));
        // Counted from the root: a timeline goes on counting where its parent was left.
        appended = Math.max(appended, ledger.writesBefore(ledger.next));
        for (let i = ends.first; i < ends.end; i++) {
          const isFirst = i === ends.first;
          const inOrder =
            flushes.at(i) >= appends.at(i) &&
            // What was in doubt when a survivor took over became history then, flushed at the old primary or not.
            promises.at(i) >= (ends.at(i) <= fork ? appends.at(i) : flushes.at(i)) &&
            (isFirst ||
              (ends.at(i) > ends.at(i - 1) &&
                appends.at(i) >= appends.at(i - 1) &&
                flushes.at(i) >= flushes.at(i - 1) &&
                promises.at(i) >= promises.at(i - 1)));
          if (!inOrder) throw new Error(`record ${i} of ${ends.first} to ${ends.end} is out of order`);
        }
      }
      expect(answered()).toBeLessThanOrEqual(offered);
      if (ledgers.length === 1) expect(answered()).toBeLessThanOrEqual(appended);
      expect(appended).toBeLessThanOrEqual(offered);
    }),
    { numRuns: 80, seed: 3 },
  );
});

it("a standby has flushed no more than it received, applied no more than it flushed, received no more than was appended", () => {
  fc.assert(
    fc.property(anything, replication, ({ scenario }, number) => {
      const { world } = new Model(scenario, "drawn", randomRoot(SEED).replication(number));
      const { kernel, plane, services } = world;
      for (let now = 50_000; now < 40e6; now += 333_333) {
        kernel.run(now as typeof kernel.now);
        for (const { service } of services)
          for (const { node } of service.members) {
            const [received, flushed, applied] = (["received", "flushed", "applied"] as const).map((stage) =>
              plane.position(node, service.origin, stage, kernel.now),
            ) as [number, number, number];
            const ledger = plane.ledger(plane.timelineOf(node, service.origin));
            if (!(applied <= flushed && flushed <= received && received <= ledger.appended(kernel.now)))
              throw new Error(`${node} at ${now}: ${applied}, ${flushed}, ${received}`);
          }
      }
    }),
    { numRuns: 60, seed: 4 },
  );
});
