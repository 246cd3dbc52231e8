// BBR, version 1: sends at the rate at which its segments have arrived, and takes no loss for a sign. Start-up doubles
// the rate each round trip until it has grown by less than a quarter for three; then every eighth round tries a
// quarter more. Once in 10 s it empties the pipe to see the round trip. Source: Cardwell et al., BBR, ACM Queue 14
// (5), 2016; Linux, tcp_bbr.c. Leaves out: the round of 0.75 that drains what the round of 1.25 has queued (here a
// round lasts until its queue is empty), the policer detector.
import { type Flow, INITIAL_WINDOW, type Round, type WindowControl } from "./window-control.ts";

/** Linux, tcp_bbr.c: bbr_high_gain, 2/ln 2. */
const STARTUP = 2885 / 1000;
const PROBE = 1.25;
const CYCLE = 8;
/** Rounds that a rate is remembered, and without growth before the pipe counts as full. */
const MEMORY = 10;
const FULL = 3;
/** bbr_min_rtt_win_sec, bbr_probe_rtt_mode_ms, bbr_cwnd_min_target. */
const LOOK_EVERY = 10e6;
const LOOK = 200_000;
const LEAST = 4;

export interface BbrMemory {
  /** Segments per µs that arrived at best, and rounds since then; 0 = nothing is known. */
  readonly rate: number;
  readonly age: number;
  /** Start-up: the rate when it last grew by a quarter, and rounds since. */
  readonly grown: number;
  readonly stale: number;
  readonly isFull: boolean;
  readonly cycle: number;
  /** Since it last saw the pipe empty, µs. */
  readonly looked: number;
}

const FRESH: BbrMemory = { rate: 0, age: 0, grown: 0, stale: 0, isFull: false, cycle: 0, looked: 0 };

export const bbrWindow: WindowControl<BbrMemory> = {
  forgetsWhenIdle: false,
  open: () => ({ cwnd: INITIAL_WINDOW, ssthresh: Number.POSITIVE_INFINITY, memory: FRESH }),
  grow: step,
  recover: step,
  timeOut: (flow) => ({ ...flow, cwnd: 1 }),
  pace({ memory: { rate, isFull, cycle } }) {
    if (!(rate > 0)) return Number.POSITIVE_INFINITY;
    return rate * (!isFull ? STARTUP : cycle === 0 ? PROBE : 1);
  },
};

function step(flow: Flow<BbrMemory>, { sent, lost, duration, roundTrip }: Round): Flow<BbrMemory> {
  const { cwnd, memory } = flow;
  const sample = Math.max(0, sent - lost) / duration;
  const isBest = sample >= memory.rate || memory.age >= MEMORY;
  const rate = isBest ? sample : memory.rate;
  const product = rate * roundTrip;
  const looked = memory.looked + duration;
  const learned = { ...memory, rate, age: isBest ? 0 : memory.age + 1, looked };
  if (!memory.isFull) {
    const hasGrown = rate >= PROBE * memory.grown;
    const stale = hasGrown ? 0 : memory.stale + 1;
    const isFull = stale >= FULL;
    const most = Math.max(INITIAL_WINDOW, STARTUP * product);
    return {
      ...flow,
      cwnd: isFull ? Math.max(LEAST, product) : Math.min(cwnd + sent, most),
      memory: { ...learned, grown: hasGrown ? rate : memory.grown, stale, isFull, cycle: 1 },
    };
  }
  if (looked >= LOOK_EVERY) {
    // What arrives of four segments says nothing of the rate.
    if (looked < LOOK_EVERY + LOOK) return { ...flow, cwnd: LEAST, memory: { ...memory, looked } };
    return { ...flow, cwnd: Math.max(LEAST, memory.rate * roundTrip), memory: { ...memory, looked: 0 } };
  }
  // After a time-out the window comes back by what is answered.
  if (cwnd < product / 2) return { ...flow, cwnd: Math.min(cwnd + sent, product), memory: learned };
  const cycle = (memory.cycle + 1) % CYCLE;
  return {
    ...flow,
    cwnd: Math.max(LEAST, product * (cycle === 0 ? PROBE : 1)),
    memory: { ...learned, cycle },
  };
}
