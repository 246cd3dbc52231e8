import { describe, expect, it } from "vitest";
import { EventQueue } from "../../sim/kernel/event-queue.ts";
import { type RandomStream, randomRoot } from "../../sim/kernel/random.ts";

interface Expected {
  readonly time: number;
  readonly phase: number;
  readonly sequence: number;
  readonly handle: number;
}

const before = (x: Expected, y: Expected): number =>
  x.time - y.time || x.phase - y.phase || x.sequence - y.sequence;

/** The obvious queue: a list in order, every insertion by search. */
class NaiveQueue {
  readonly #events: Expected[] = [];

  get size(): number {
    return this.#events.length;
  }

  push(event: Expected): void {
    let low = 0;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (before(this.#events[middle]!, event) < 0) low = middle + 1;
      else high = middle;
    }
    this.#events.splice(low, 0, event);
  }

  take(): Expected | undefined {
    return this.#events.shift();
  }

  /** Removes one drawn at random. */
  removeAny(stream: RandomStream): Expected {
    return this.#events.splice(stream.below(this.#events.length), 1)[0]!;
  }
}

type Delay = (stream: RandomStream) => number;

const delays: Readonly<Record<string, Delay>> = {
  "exponential of 1 s": (s) => Math.round(1e6 * s.exponentialByInversion()),
  "all zero": () => 0,
  "zero to three microseconds": (s) => s.below(4),
  constant: () => 5000,
  "bimodal, microseconds and hours": (s) =>
    s.below(2) === 0 ? s.below(20) : Math.round(3600e6 * (1 + s.uniform())),
  "bursts, a thousandth around each minute": (s) => 60e6 * (1 + s.below(2)) + s.below(50),
  "heavy-tailed, Pareto of shape 0.7": (s) => Math.min(1e15, Math.round((1 - s.uniform()) ** (-1 / 0.7))),
  "years beside microseconds": (s) => Math.round(10 ** (15 * s.uniform())),
  "heartbeats of three periods": (s) => [100_000, 1_000_000, 30_000_000][s.below(3)]!,
};

/** Random operations on both queues; every difference is a failure that names what to replay. */
function compare(
  delay: Delay,
  seed: string,
  plan: { size: number; steps: number; cancelShare: number },
): void {
  const stream = randomRoot(seed).replication(0).stream("operations");
  const queue = new EventQueue();
  const naive = new NaiveQueue();
  let now = 0;
  let sequence = 0;
  const push = (): void => {
    const time = now + delay(stream);
    const phase = stream.below(10) < 8 ? 2 : stream.below(4);
    const handle = queue.push(time, phase, sequence, sequence + 0.5, -sequence);
    naive.push({ time, phase, sequence: sequence++, handle });
  };
  const take = (): void => {
    const expected = naive.take()!;
    const place = queue.first();
    const found = {
      time: queue.records.timeOf(place),
      sequence: queue.records.kindOf(place),
      a: queue.records.aOf(place),
      b: queue.records.bOf(place),
    };
    const { time, sequence: kind } = expected;
    if (found.time !== time || found.sequence !== kind || found.a - found.b !== 2 * kind + 0.5)
      expect({ seed, ...found }).toEqual({ seed, ...expected });
    queue.take(place);
    if (queue.records.find(expected.handle) !== -1)
      expect.fail(`${seed}: the handle of a past event is alive`);
    now = expected.time;
  };
  const cancel = (): void => {
    const { handle, sequence: kind } = naive.removeAny(stream);
    const place = queue.records.find(handle);
    if (place < 0 || queue.records.kindOf(place) !== kind)
      expect.fail(`${seed}: a pending event is not found`);
    queue.remove(place);
    if (queue.records.find(handle) !== -1) expect.fail(`${seed}: the handle of a cancelled event is alive`);
  };
  for (let step = 0; step < plan.steps; step++) {
    const target = plan.size * (0.5 + stream.uniform());
    while (naive.size < target) push();
    const takes = stream.below(plan.size) / 2;
    for (let i = 0; i < takes && naive.size > 0; i++) {
      if (stream.uniform() < plan.cancelShare) cancel();
      else take();
      if (stream.below(3) > 0) push();
      if (naive.size === 0) push();
    }
    expect(queue.size).toBe(naive.size);
  }
  while (naive.size > 0) take();
  expect(queue.first()).toBe(-1);
}

describe("EventQueue", () => {
  for (const [name, delay] of Object.entries(delays)) {
    for (const cancelShare of [0, 0.5, 0.95]) {
      it(`keeps the order of a list: delays ${name}, ${100 * cancelShare} % cancelled`, () => {
        for (let i = 0; i < 4; i++) compare(delay, `few ${i}`, { size: 12, steps: 150, cancelShare });
        for (let i = 0; i < 4; i++) compare(delay, `some ${i}`, { size: 200, steps: 40, cancelShare });
        compare(delay, "many", { size: 3000, steps: 6, cancelShare });
      });
    }
  }

  // A queue that sorts by insertion would move 2.5 · 10^9 entries here, a minute; the test's own limit is the
  // whole run's.
  it("takes a hundred thousand events of one bucket, the latest first and each followed by another", () => {
    const queue = new EventQueue();
    // One event far away makes the buckets wide; then all the others lie in the first.
    for (let i = 1; i <= 300; i++) queue.push(3600e6 * i, 2, 0, 0, 0);
    for (let i = 100_000; i > 0; i--) queue.push(i, 2, i, 0, 0);
    let last = 0;
    for (let i = 1; i <= 100_000; i++) {
      const place = queue.first();
      const time = queue.records.timeOf(place);
      if (time < last) expect.fail(`${time} comes after ${last}`);
      last = time;
      queue.take(place);
      queue.push(time + (i % 3), 2, 0, 0, 0);
    }
    expect(queue.size).toBe(100_300);
  });

  it("gives memory back for what is cancelled, wherever it waits", () => {
    const queue = new EventQueue();
    for (let i = 0; i < 100; i++) queue.push(1000 * i, 2, 0, 0, 0);
    queue.first();
    const places = new Set<number>();
    for (let i = 0; i < 200_000; i++) {
      // Alternately near, in a bucket, and beyond all buckets.
      const time = i % 3 === 0 ? 0 : i % 3 === 1 ? 50_000 : 1e15;
      const place = queue.records.find(queue.push(time, 2, 0, 0, 0));
      places.add(place);
      queue.remove(place);
    }
    // A hundred are pending; of the near ones up to half may wait to be swept.
    expect(Math.max(...places)).toBeLessThan(400);
    expect(queue.size).toBe(100);
  });
});
