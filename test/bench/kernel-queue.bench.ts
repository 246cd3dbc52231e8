// The kernel against a kernel of the fastest heap we know of on npm. Both sides dispatch through a table of
// the same handlers and use the same delays; ours also keeps the order of equal times and the trajectory
// fingerprint.

import { Kernel } from "../../sim/kernel/kernel.ts";
import { type Instant, NEVER } from "../../sim/quantity/time.ts";
import type { Bench, Contest } from "./contest.ts";
import { DELAYS, exponentialDelays } from "./delays.ts";
import { FlatKernel } from "./flat-kernel.ts";

type Handle = (a: number) => void;

const delays = exponentialDelays(1e6);
const MASK = DELAYS - 1;

/** Sixteen pieces of code, so that the processor cannot guess which is called next. */
const wrappers: readonly ((act: Handle) => Handle)[] = [
  (act) => (a) => act(a),
  (act) => (a) => act(a | 0),
  (act) => (a) => act(a + 0),
  (act) => (a) => act(a ^ 0),
  (act) => (a) => act(a - 0),
  (act) => (a) => act(a & -1),
  (act) => (a) => act(a * 1),
  (act) => (a) => act(a >> 0),
  (act) => (a) => act(a << 0),
  (act) => (a) => act(a / 1),
  (act) => (a) => act(a >>> 0),
  (act) => (a) => act(0 + a),
  (act) => (a) => act(0 | a),
  (act) => (a) => act(1 * a),
  (act) => (a) => act(0 ^ a),
  (act) => (a) => act(-1 & a),
];

/** Which of `count` handlers the event with the i-th delay calls; `count` is a power of two. */
const choice = (i: number, count: number): number => (Math.imul(i, 0x9e3779b1) >>> 16) & (count - 1);

interface Hold {
  readonly pending: number;
  readonly handlers: number;
  readonly floor?: number;
}

/** Each event schedules one, so that `pending` are always pending. */
function holdModel(name: string, { pending, handlers, floor }: Hold): Contest {
  const events = 1_000_000;
  const ours = (): (() => number) => {
    const kernel = new Kernel();
    let drawn = 0;
    let left = 0;
    const ids: number[] = [];
    const act = (a: number): void => {
      if (--left <= 0) kernel.stop();
      const i = drawn++ & MASK;
      kernel.schedule((kernel.now + delays[i]!) as Instant, ids[choice(i, handlers)]!, a);
    };
    for (const wrap of wrappers.slice(0, handlers)) ids.push(kernel.handler(wrap(act)));
    for (let a = 0; a < pending; a++) act(a);
    return () => {
      left = events;
      kernel.run(NEVER);
      return events;
    };
  };
  const theirs = (): (() => number) => {
    const kernel = new FlatKernel(pending + 1);
    let drawn = 0;
    let left = 0;
    const ids: number[] = [];
    const act = (a: number): void => {
      if (--left <= 0) kernel.stop();
      const i = drawn++ & MASK;
      kernel.schedule(kernel.now + delays[i]!, ids[choice(i, handlers)]!, a);
    };
    for (const wrap of wrappers.slice(0, handlers)) ids.push(kernel.handler(wrap(act)));
    for (let a = 0; a < pending; a++) act(a);
    return () => {
      left = events;
      kernel.run();
      return events;
    };
  };
  return { name, unit: "ns", ours, theirs, ...(floor === undefined ? {} : { floor }) };
}

const NODES = 10_000;
const BEATS = 500_000;
/** The time-out in mean heartbeat intervals: ten seconds of silence at a beat a second. */
const PATIENCE = 10e6;

/** Every heartbeat schedules the next and a time-out, and nine in ten cancel the time-out before. */
function timerModel(name: string, floor: number): Contest {
  const isCancelled = (i: number): boolean => (Math.imul(i, 0x85ebca6b) >>> 8) % 10 !== 0;
  const ours = (): (() => number) => {
    const kernel = new Kernel();
    let drawn = 0;
    let left = 0;
    const pending = new Float64Array(NODES).fill(-1);
    const timeout = kernel.handler(() => {});
    const beat = kernel.handler((node) => {
      if (--left <= 0) kernel.stop();
      const i = drawn++ & MASK;
      if (isCancelled(i)) kernel.cancel(pending[node]!);
      pending[node] = kernel.schedule((kernel.now + PATIENCE) as Instant, timeout, node);
      kernel.schedule((kernel.now + delays[i]!) as Instant, beat, node);
    });
    for (let node = 0; node < NODES; node++) kernel.schedule(delays[node]! as Instant, beat, node);
    return () => {
      left = BEATS;
      kernel.run(NEVER);
      return BEATS;
    };
  };
  const theirs = (): (() => number) => {
    const kernel = new FlatKernel(16 * NODES);
    let drawn = 0;
    let left = 0;
    const pending = new Int32Array(NODES).fill(-1);
    const timeout = kernel.handler(() => {});
    const beat = kernel.handler((node) => {
      if (--left <= 0) kernel.stop();
      const i = drawn++ & MASK;
      if (isCancelled(i)) kernel.cancel(pending[node]!);
      pending[node] = kernel.schedule(kernel.now + PATIENCE, timeout, node);
      kernel.schedule(kernel.now + delays[i]!, beat, node);
    });
    for (let node = 0; node < NODES; node++) kernel.schedule(delays[node]!, beat, node);
    return () => {
      left = BEATS;
      kernel.run();
      return BEATS;
    };
  };
  return { name, unit: "ns", ours, theirs, floor };
}

/** Growth of resident memory by pending events, a million of them. */
function memoryPerEvent(): number {
  globalThis.gc?.();
  const before = process.memoryUsage();
  const kernel = new Kernel();
  const handler = kernel.handler(() => {});
  const pending = 1_000_000;
  for (let i = 0; i < pending; i++) kernel.schedule((delays[i & MASK]! + i) as Instant, handler, i);
  globalThis.gc?.();
  const after = process.memoryUsage();
  const growth = after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
  return growth / kernel.eventsPending;
}

export const kernelQueue: Bench = {
  title: "Events of the kernel, against flatqueue 3.1.0 (cost of an event; of a heartbeat)",
  contests: [
    holdModel("hold, 100 pending", { pending: 100, handlers: 1 }),
    holdModel("hold, 10,000 pending", { pending: 10_000, handlers: 1, floor: 1 }),
    holdModel("hold, 10,000 pending, 16 handlers", { pending: 10_000, handlers: 16 }),
    holdModel("hold, 1,000,000 pending", { pending: 1_000_000, handlers: 1, floor: 1.5 }),
    timerModel("heartbeats, 90 % of time-outs cancelled", 1.5),
  ],
  figures: [{ name: "memory per pending event, of 1,000,000", unit: "B", most: 64, measure: memoryPerEvent }],
};
