import { expect, test } from "vitest";
import { EventBus } from "../../../sim/cluster/event-bus.ts";
import type { LinkSpec } from "../../../sim/cluster/topology.ts";
import { LineStates } from "../../../sim/metrics/outlook/line-states.ts";
import { MergedSketch } from "../../../sim/metrics/outlook/merge-sketches.ts";
import { OVERLOAD, ReplicationBooks } from "../../../sim/metrics/outlook/replication-books.ts";
import { SketchBook } from "../../../sim/metrics/outlook/sketch.ts";
import { Stopwatches } from "../../../sim/metrics/outlook/stopwatches.ts";
import { shareAt } from "../../../sim/metrics/outlook/totals.ts";
import { anIncident, outage } from "./incidents.ts";

const PROCESSES = [
  { id: "link", source: "link-cut", isPlanned: false },
  { id: "node", source: "node-crash", isPlanned: false },
];

test("downtime is the trigger's, and all causes are involved in it", () => {
  const sketch = new SketchBook(12);
  const books = new ReplicationBooks({ processes: PROCESSES, sketch, replication: 1 });
  books.close(anIncident({ causes: [0, 1], failedAt: [0, 9e6], repairedAt: [50e6, 50e6], ...outage(30, 1) }));
  const of = (process: number) => (name: Parameters<typeof shareAt>[1]) =>
    books.shares[shareAt(process, name)];
  const [link, node] = [of(0), of(1)];
  expect([link("incidents"), link("downtime"), link("involvedDowntime")]).toEqual([1, 0, 30e6]);
  expect([node("incidents"), node("downtime"), node("involvedDowntime")]).toEqual([0, 30e6, 30e6]);
  expect(sketch.toPlain().sources.map(({ source }) => source)).toEqual(["node-crash"]);
});

test("an incident without a fault goes under its own name and burdens nobody", () => {
  const sketch = new SketchBook(12);
  const books = new ReplicationBooks({ processes: PROCESSES, sketch, replication: 1 });
  books.close(anIncident({ causes: [-1], ...outage(30, -1) }));
  expect(sketch.toPlain().sources[0]?.source).toBe(OVERLOAD);
  expect(books.shares.every((share) => share === 0)).toBe(true);
  expect(books.totals.downtime).toBe(30e6);
});

test("planned downtime is apart", () => {
  const sketch = new SketchBook(12);
  const books = new ReplicationBooks({ processes: PROCESSES, sketch, replication: 1 });
  books.close(anIncident({ ...outage(30), isPlanned: true }));
  books.close(anIncident({ ...outage(50) }));
  sketch.endReplication();
  expect(books.totals).toMatchObject({ downtime: 80e6, plannedDowntime: 30e6, outages: 2 });
  const { downtime, unplannedDowntime } = sketch.toPlain();
  // One year with 80 s of downtime, 50 s of it unplanned: one minute lies between them.
  expect([downtime.years[1], unplannedDowntime.years[1]]).toEqual([1, 0]);
});

test("sketches of blocks merge to the same bytes however replications are grouped", () => {
  const lengths = [5, 0, 700, 40_000, 3, 61, 0, 9, 12.5, 100_000];
  const all = lengths.map((seconds, i) => ({ seconds, source: i % 3 === 0 ? "a" : "b", replication: i + 1 }));
  const merged = (size: number): string => {
    const into = new MergedSketch();
    for (let first = 0; first < all.length; first += size) {
      const book = new SketchBook(24);
      for (const { seconds, source, replication } of all.slice(first, first + size)) {
        book.incident(anIncident(seconds > 0 ? outage(seconds) : {}), source, replication);
        book.endReplication();
      }
      into.add(book.toPlain());
    }
    return JSON.stringify(into.all);
  };
  expect(merged(3)).toBe(merged(1));
  expect(merged(10)).toBe(merged(1));
  const { worst } = JSON.parse(merged(10));
  expect(worst.map(({ replication }: { replication: number }) => replication).slice(0, 3)).toEqual([
    10, 4, 3,
  ]);
});

const link = (id: string, ...between: [string, string]): LinkSpec => ({ id, between }) as unknown as LinkSpec;

test("two sites hang on a single link, then on none; a direction that is down is a link that is down", () => {
  const bus = new EventBus();
  const links = [link("one", "a", "b"), link("two", "a", "b"), link("to-w", "a", "w")];
  const lines = new LineStates(bus, links, new Set(["a", "b"]), () => {});
  const set = (id: string, from: string, up: boolean) => bus.emit("linkChanged", { link: id, from, up });
  const states = () => [lines.isSingle, lines.isParted];
  set("to-w", "a", false);
  expect(states()).toEqual([false, false]);
  set("one", "a", false);
  expect(states()).toEqual([true, false]);
  set("one", "b", false);
  set("two", "b", false);
  expect(states()).toEqual([false, true]);
  set("one", "a", true);
  expect(states()).toEqual([false, true]);
  set("one", "b", true);
  expect(states()).toEqual([true, false]);
  set("two", "b", true);
  expect(states()).toEqual([false, false]);
});

test("a stopwatch that is told twice counts once", () => {
  const watches = new Stopwatches(2);
  watches.set(0, 10, true);
  watches.set(0, 15, true);
  watches.set(0, 30, false);
  watches.set(0, 35, false);
  watches.set(0, 100, true);
  expect([watches.total(0, 130), watches.total(1, 130)]).toEqual([50, 0]);
});
