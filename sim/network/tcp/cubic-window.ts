// CUBIC: the window grows with the cube of the time since the last loss, but no slower than Reno would, and leaves slow
// start as soon as the answers show that the pipe is full (HyStart). Time in which there was nothing to send does not
// count. Source: RFC 9438; Ha & Rhee 2011; Linux, tcp_cubic.c. Leaves out: HyStart's delay rule where acknowledgements
// come closer than 2 ms, because their train is longer than half a round trip before a queue stands.
import { pow } from "../../kernel/arithmetic.ts";
import {
  type Flow,
  INITIAL_WINDOW,
  LEAST_THRESHOLD,
  type Round,
  slowStart,
  type WindowControl,
  windowAtLoss,
} from "./window-control.ts";

/** RFC 9438, 4.6 and 5.1: segments per cubic second. */
const DECREASE = 0.7;
const SCALE = 0.4;
/** RFC 9438, 4.3: segments per round trip that give Reno's average window: 3 (1 − 0.7) / (1 + 0.7). */
const FRIENDLY = (3 * (1 - DECREASE)) / (1 + DECREASE);
/** Linux, tcp_cubic.c: hystart_low_window; hystart_ack_delta; HYSTART_DELAY_MIN and _MAX, µs. */
const HYSTART_WINDOW = 16;
const ACK_SPACING = 2000;
const DELAY_LEAST = 4000;
const DELAY_MOST = 16_000;

export interface CubicMemory {
  /** The window before the last loss; 0 = there was none. */
  readonly most: number;
  /** Since the last loss, while there was something to send, µs; below 0 = growth has not begun. */
  readonly age: number;
  /** Where growth began, and what Reno would have by now. */
  readonly from: number;
  readonly friendly: number;
}

const FRESH: CubicMemory = { most: 0, age: -1, from: 0, friendly: 0 };

export const cubicWindow: WindowControl<CubicMemory> = {
  forgetsWhenIdle: true,
  open: () => ({ cwnd: INITIAL_WINDOW, ssthresh: Number.POSITIVE_INFINITY, memory: FRESH }),
  grow(flow, round) {
    const { cwnd, ssthresh } = flow;
    if (cwnd >= ssthresh) return avoid(flow, round);
    const full = fullAt(cwnd, round);
    if (full !== undefined) return { ...flow, cwnd: full, ssthresh: full };
    return { ...flow, cwnd: slowStart(cwnd, ssthresh, round.sent) };
  },
  recover: (flow, { before }) => {
    const { ssthresh, memory } = reduced(flow, windowAtLoss(flow, before));
    return { cwnd: ssthresh, ssthresh, memory };
  },
  timeOut(flow) {
    return { ...reduced(flow, flow.cwnd), cwnd: 1 };
  },
};

/** RFC 9438, 4.7: who has not come back to his last maximum leaves room for others. */
function reduced({ memory }: Flow<CubicMemory>, cwnd: number): Omit<Flow<CubicMemory>, "cwnd"> {
  const most = cwnd < memory.most ? (cwnd * (1 + DECREASE)) / 2 : cwnd;
  return { ssthresh: Math.max(LEAST_THRESHOLD, DECREASE * cwnd), memory: { ...FRESH, most } };
}

function avoid(flow: Flow<CubicMemory>, { sent, duration, roundTrip }: Round): Flow<CubicMemory> {
  const { cwnd } = flow;
  const isNew = flow.memory.age < 0;
  const { most, from } = isNew ? { ...flow.memory, from: cwnd } : flow.memory;
  const age = (isNew ? 0 : flow.memory.age) + duration;
  const share = Math.min(1, sent / cwnd);
  const friendly = (isNew ? cwnd : flow.memory.friendly) + FRIENDLY * share;
  const origin = Math.max(most, from);
  const rise = most > from ? pow((most - from) / SCALE, 1 / 3) : 0;
  const since = (age + roundTrip) / 1e6 - rise;
  const target = Math.min(1.5 * cwnd, origin + SCALE * since * since * since);
  const cubic = target > cwnd ? cwnd + (target - cwnd) * share : cwnd;
  return { ...flow, cwnd: Math.max(cubic, friendly), memory: { most, age, from, friendly } };
}

/** The window at which the answers of this round tell that the pipe is full; undefined = not yet. */
function fullAt(cwnd: number, { sent, duration, roundTrip, bandwidth }: Round): number | undefined {
  if (cwnd < HYSTART_WINDOW) return undefined;
  const half = (roundTrip / 2) * bandwidth;
  // A train of answers longer than half a round trip: the window has grown by them.
  if (bandwidth * ACK_SPACING > 1) return sent >= half ? cwnd + half : undefined;
  const late = Math.min(DELAY_MOST, Math.max(DELAY_LEAST, roundTrip / 8));
  return duration > roundTrip + late ? cwnd : undefined;
}
