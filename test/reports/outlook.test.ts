// Reports of an outlook whose replications are written as literals.
import { expect, test } from "vitest";
import { outlookMarkdown } from "../../reports/outlook-markdown.ts";
import { outlookReport } from "../../reports/outlook-terminal.ts";
import { chanceText, perYearRows } from "../../reports/view/outlook-rows.ts";
import { outlookLeavesOut, verdictSentence } from "../../reports/view/outlook-story.ts";
import { OutlookFold } from "../../sim/experiment/outlook-fold.ts";
import type { OutlookJob } from "../../sim/experiment/outlook-job.ts";
import { summariseOutlook } from "../../sim/experiment/summarise-outlook.ts";
import type { OutlookResult } from "../../sim/index.ts";
import { YEAR } from "../../sim/metrics/outlook/calendar.ts";
import { SiteLossBook } from "../../sim/metrics/outlook/site-losses.ts";
import { SketchBook } from "../../sim/metrics/outlook/sketch.ts";
import { noTotals, SHARES, shareAt } from "../../sim/metrics/outlook/totals.ts";
import { anIncident, outage } from "../metrics/outlook/incidents.ts";

const PROCESSES = ["link carrier-1/cut", "node orders-1/crash"].map((id, i) => ({
  id,
  draws: id,
  source: i === 0 ? "link-cut" : "node-crash",
  subject: id,
  path: i === 0 ? "failures.link-cut" : "failures.node-crash",
  isPlanned: false,
  up: { kind: "exponential" as const, mean: 1 },
  repair: { kind: "constant" as const, value: 1 },
  faults: [],
  inputs: { up: [], repair: [] },
}));

interface Shape {
  readonly replications: number;
  /** Seconds of the one outage of replication i; 0 = none. */
  readonly down: (i: number) => number;
  readonly inputDraws?: number;
  readonly finished?: number;
}

function anOutlook({ replications, down, inputDraws = 1, finished = replications }: Shape): OutlookResult {
  const job: OutlookJob = {
    question: "outlook",
    firstReplication: 1,
    replications,
    years: 2,
    seed: "42",
    resolution: "fluid",
    inputDraws,
  };
  const fold = new OutlookFold(PROCESSES.map(({ path }) => path));
  const book = new SketchBook(24);
  const rows = Array.from({ length: finished }, (_, i) => {
    const seconds = down(i);
    book.incident(anIncident(seconds > 0 ? outage(seconds, 1) : {}), "node-crash", i + 1);
    book.endReplication();
    const shares = new Array<number>(PROCESSES.length * SHARES.length).fill(0);
    shares[shareAt(1, "failures")] = 1;
    shares[shareAt(1, "downtime")] = seconds * 1e6;
    shares[shareAt(1, "involvedDowntime")] = seconds * 1e6;
    const demand = { unservedWrites: seconds, offeredWrites: 2e6, unservedReads: 0, offeredReads: 0 };
    return {
      replication: i + 1,
      totals: {
        ...noTotals(),
        ...demand,
        micros: 2 * YEAR,
        downtime: seconds * 1e6,
        longestOutage: seconds * 1e6,
        incidents: 1,
        outages: seconds > 0 ? 1 : 0,
      },
      shares,
      populations: [demand],
      siteLosses: new SiteLossBook().toPlain(),
      stateTimes: [],
      beyond: [],
      steps: 100,
      fingerprint: String(i),
    };
  });
  fold.add(0, { replications: rows, sketch: book.toPlain() });
  fold.finish();
  const assumption = (path: string) => ({
    path,
    value: "2000 h",
    source: "our assumption",
    mark: "assumption" as const,
  });
  return summariseOutlook(
    {
      scenario: { name: "two", title: "Two cities", sha256: "abc" },
      jobs: [job],
      processes: PROCESSES,
      populations: ["east"],
      hasBackup: false,
      areInputsExact: inputDraws === 1,
      targets: [],
      objectives: [
        {
          expression: "downtime mean <= 1 h",
          metric: "downtimeSecondsPerYear",
          statistic: "mean",
          comparison: "<=",
          threshold: 3600,
        },
        {
          expression: "rtoAchieved p99 <= 1 min for site-loss",
          metric: "rtoAchievedSeconds",
          statistic: "p99",
          comparison: "<=",
          threshold: 60,
          disruption: "site-loss",
        },
      ],
      assumptions: [assumption("clusters.*.dataset"), assumption("failures.node-crash.every")],
      diagnostics: [],
    },
    fold,
  );
}

const OPTIONS = { paint: (_: unknown, text: string) => text, arguments: "two.yaml", years: 800 };
const report = (result: OutlookResult): string => outlookReport(result, OPTIONS);
/** Even sizes, one outage each: 100 s to 139 s. */
const even = anOutlook({ replications: 400, down: (i) => 100 + (i % 40) });

test("a mean that many events carry has an interval, in rows of at most 100 columns", () => {
  const text = report(even);
  for (const line of text.split("\n").filter((each) => !each.startsWith("See it:")))
    expect(line.length, line).toBeLessThanOrEqual(100);
  // Two years a replication: 119.5 s / 2.
  expect(even.metrics.downtimeSecondsPerYear?.mean).toBeCloseTo(59.75, 9);
  const row = perYearRows(even).find(({ name }) => name === "downtime");
  expect(row?.value).toBe("59.8 s");
  expect(row?.chance).toBe("[0.986, 1.01] min");
});

test("a mean that a few events carry has a bound, marked as one, and its legend", () => {
  const few = anOutlook({ replications: 400, down: (i) => (i % 80 === 0 ? 5000 * (1 + i) : 0) });
  const row = perYearRows(few).find(({ name }) => name === "downtime");
  expect(row?.chance).toMatch(/^\d.* to \d.* \?$/);
  expect(report(few)).toContain("too few events for an interval");
  expect(few.objectives[0]?.verdict).toBe("undecided");
});

test("where nothing was seen the years say how rare it is at least", () => {
  const none = anOutlook({ replications: 400, down: () => 0 });
  const outages = perYearRows(none).find(({ name }) => name === "outages");
  // 3.0 / 800 years.
  expect(outages).toMatchObject({ value: "none seen", chance: "< once in 267 years" });
  expect(verdictSentence(none)).toContain("Service is never down");
  expect(report(none)).toContain("never (95 %: <= ");
});

test("uncertain inputs have a column of their own, exact ones do not", () => {
  expect(report(even)).not.toContain("95 % by inputs");
  const uncertain = anOutlook({ replications: 400, inputDraws: 40, down: (i) => 100 + 20 * (i % 40) });
  expect(report(uncertain)).toContain("95 % by inputs");
  const { inputs, low = 0, high = 0 } = uncertain.metrics.downtimeSecondsPerYear ?? { n: 0, unit: "" };
  // Draws take turns: draw i has 100 + 20 i seconds in two years, and nothing else differs.
  expect(inputs?.low).toBeCloseTo(50, 6);
  expect(inputs?.high).toBeCloseTo(440, 6);
  expect(high - low).toBeLessThan((inputs?.high ?? 0) - (inputs?.low ?? 0));
});

test("objectives on years are judged, the others are left to a drill by name", () => {
  const text = report(even);
  expect(even.objectives.map(({ verdict }) => verdict)).toEqual(["met", "not-evaluated"]);
  expect(text).toContain("Left to a drill: rtoAchieved p99 <= 1 min for site-loss.");
});

test("what the figures hang on comes first among the assumptions", () => {
  expect(report(even)).toContain("failures.node-crash: downtime +10 %");
  const [, after = ""] = report(even).split("nobody has verified");
  expect(after.indexOf("failures.node-crash.every")).toBeGreaterThan(0);
  expect(after.indexOf("failures.node-crash.every")).toBeLessThan(after.indexOf("clusters.*.dataset"));
});

test("the worst incident comes with the command that shows it", () => {
  const one = anOutlook({ replications: 60, down: (i) => (i === 31 ? 9000 : 10) });
  expect(report(one)).toContain("Worst incident: node-crash: 2 h 30 min down");
  expect(report(one)).toContain(
    "twinsite replay two.yaml --outlook --years 800 --replication 32 --incident 1",
  );
});

test("an interrupted outlook says so, in both forms, also when nothing is finished", () => {
  const partial = anOutlook({ replications: 400, finished: 100, down: () => 60 });
  expect(report(partial)).toContain("PARTIAL: interrupted after 100 of 400 replications");
  expect(outlookMarkdown(partial, OPTIONS)).toContain("**Partial: interrupted after 100 of 400");
  const none = anOutlook({ replications: 400, finished: 0, down: () => 60 });
  expect(report(none)).toContain("No year was finished.");
});

test("the Markdown has every table and the command for the same numbers again", () => {
  const text = outlookMarkdown(even, OPTIONS);
  for (const title of ["## A year has", "## By kind of failure", "## By component", "## The worst incidents"])
    expect(text).toContain(title);
  expect(text).toContain("`twinsite run two.yaml --outlook --years 800`");
  expect(text).not.toMatch(/undefined|NaN|null/);
});

test("a bound that all of the time would meet is not printed", () => {
  const bound = { low: 5, high: 31e6, method: "3 of 100 events" };
  expect(chanceText({ unit: "s/year", n: 40, mean: 9, bound })).toBe(">= 5 s ?");
});

test("quantiles of calendar years are those of the years", () => {
  // Each replication has its outage in the first of its two years: half of all years have none.
  const found = even.metrics.downtimeSecondsPerYear?.quantiles?.find(({ p }) => p === 0.5);
  expect(found?.value).toBe(0);
});

test("latencies are left out only where no windows were opened", () => {
  expect(outlookLeavesOut({}).join()).toContain("latencies need --zoom");
  const zoom = { perState: 12, windows: 24, states: [] };
  const [first] = outlookLeavesOut({ zoom });
  expect(first).toContain("outside the windows");
  expect(first).not.toContain("latencies");
});
