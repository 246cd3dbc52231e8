// What becomes of windows that are not used: they say less and less of the path. Source: RFC 2861; Linux, tcp_output.c.
import { type Flow, INITIAL_WINDOW } from "./window-control.ts";

/** RFC 2861, 3.2: the threshold remembers three quarters of the window. */
const REMEMBERED = 0.75;

/**
 * Linux, tcp_cwnd_restart: half for each time-out of silence, never below the initial window. `gap`, `timeout` in µs.
 */
export function afterSilence(flows: readonly Flow[], gap: number, timeout: number): readonly Flow[] {
  if (gap === Number.POSITIVE_INFINITY || flows.every(({ cwnd }) => cwnd <= INITIAL_WINDOW)) return flows;
  return flows.map((flow) => {
    let { cwnd } = flow;
    for (let left = gap - timeout; left > 0 && cwnd > INITIAL_WINDOW; left -= timeout) cwnd /= 2;
    return shrunk(flow, Math.max(cwnd, Math.min(flow.cwnd, INITIAL_WINDOW)));
  });
}

/** Linux, tcp_cwnd_application_limited: half-way to the most that was `used`, segments of one connection. */
export function halfWayTo(flows: readonly Flow[], used: number): readonly Flow[] {
  const wanted = Math.max(used, INITIAL_WINDOW);
  if (flows.every(({ cwnd }) => cwnd < wanted + 1)) return flows;
  return flows.map((flow) => shrunk(flow, Math.min(flow.cwnd, (flow.cwnd + wanted) / 2)));
}

const shrunk = (flow: Flow, cwnd: number): Flow => ({
  ...flow,
  cwnd,
  ssthresh: Math.max(flow.ssthresh, REMEMBERED * flow.cwnd),
});
