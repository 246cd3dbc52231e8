// When a sender that hears nothing tries again: while its window is not full each new segment starts the wait anew;
// two round trips after the last one a loss probe goes out, from there the retransmission time-out runs, doubled every
// time. Timers of the kernel stand on a wheel whose slots grow with the wait.
// Sources: RFC 6298; RFC 8985, 7 (loss probe); Linux, tcp.h and kernel/time/timer.c, from memory: 4 ms a tick, slots
// eight times wider each 63 ticks × 8^n; a timer never goes off early, so it is late by half a slot on average.

import { INITIAL_WINDOW } from "./window-control.ts";

/** Linux, tcp.h: TCP_RTO_MIN, HZ / 5. RFC 6298, 2.4 asks for a second; Linux adds the smoothed round trip. */
export const LEAST_TIMEOUT = 200_000;
/** Linux, tcp.h: TCP_RTO_MAX, 120 s. */
export const LONGEST_TIMEOUT = 120_000_000;
/** CONFIG_HZ=250; kernel/time/timer.c: LVL_BITS 6, LVL_CLK_SHIFT 3. */
const TICK = 4000;
const SLOTS = 63;
const WIDER = 8;

/** RFC 6298, 2.3, with Linux' floor under the variance; `variation` of round trips, µs. */
export const timeoutOf = (roundTrip: number, variation = 0): number =>
  roundTrip + Math.max(LEAST_TIMEOUT, 4 * variation);

/** What a timer of `wait` µs is late on average, µs. */
export function lateness(wait: number): number {
  let slot = TICK;
  while (wait >= SLOTS * slot) slot *= WIDER;
  return slot / 2;
}

/**
 * How long a sender that hears nothing goes on sending new segments, one each `gap`: a window that has grown to twice
 * what is in flight, ten segments at least. After a gap longer than the wait for the loss probe nothing starts that
 * again. µs.
 */
export const untilFull = (gap: number, roundTrip: number): number =>
  gap < 2 * roundTrip ? Math.max(INITIAL_WINDOW * gap - roundTrip, roundTrip) : 0;

/**
 * The first attempt at or after `now` of a sender that has heard nothing since `silentSince` and had a segment to send
 * each `gap`; µs.
 */
export function attemptAfter(
  now: number,
  silentSince: number,
  path: { readonly roundTrip: number; readonly gap: number },
): number {
  const { roundTrip, gap } = path;
  let at = silentSince + untilFull(gap, roundTrip) + 2 * roundTrip;
  for (let wait = timeoutOf(roundTrip); at < now; wait = Math.min(2 * wait, LONGEST_TIMEOUT))
    at += wait + lateness(wait);
  return at;
}
