// When a sender that hears nothing tries again: two round trips after the last segment a loss probe, from there the
// retransmission time-out, doubled every time. Timers of the kernel stand on a wheel whose slots grow with the wait.
// Sources: RFC 6298; RFC 8985, 7 (loss probe); Linux, tcp.h and kernel/time/timer.c, from memory: 4 ms a tick, slots
// eight times wider each 63 ticks × 8^n; a timer never goes off early, so it is late by half a slot on average. Leaves
// out: what is sent in the first moments of a silence, until the window is full, and starts the wait again.

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

/** The first attempt at or after `now` of a sender that has heard nothing since `silentSince`; µs. */
export function attemptAfter(now: number, silentSince: number, roundTrip: number): number {
  let at = silentSince + 2 * roundTrip;
  for (let wait = timeoutOf(roundTrip); at < now; wait = Math.min(2 * wait, LONGEST_TIMEOUT))
    at += wait + lateness(wait);
  return at;
}
