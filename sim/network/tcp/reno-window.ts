// Reno: one segment more each round trip, half of them after a loss. Source: RFC 5681; Linux, tcp_cong.c (the window
// grows by what is acknowledged, so delayed acknowledgements do not slow it down).
import {
  type Flow,
  INITIAL_WINDOW,
  LEAST_THRESHOLD,
  slowStart,
  type WindowControl,
  windowAtLoss,
} from "./window-control.ts";

/** RFC 5681, 3.1 (4): half of what is in flight. */
const DECREASE = 0.5;

const threshold = (cwnd: number): number => Math.max(LEAST_THRESHOLD, DECREASE * cwnd);

export const renoWindow: WindowControl<undefined> = {
  forgetsWhenIdle: true,
  open: () => ({ cwnd: INITIAL_WINDOW, ssthresh: Number.POSITIVE_INFINITY, memory: undefined }),
  grow(flow, { sent }) {
    const { cwnd, ssthresh } = flow;
    return { ...flow, cwnd: cwnd < ssthresh ? slowStart(cwnd, ssthresh, sent) : cwnd + sent / cwnd };
  },
  recover(flow, { before }) {
    const ssthresh = threshold(windowAtLoss(flow, before));
    return { ...flow, cwnd: ssthresh, ssthresh };
  },
  timeOut: (flow: Flow<undefined>) => ({ ...flow, cwnd: 1, ssthresh: threshold(flow.cwnd) }),
};
