// A window that never changes: a line with a flow control of its own. Only the window of the receiver limits it.
import type { Flow, WindowControl } from "./window-control.ts";

const OPEN: Flow<undefined> = {
  cwnd: Number.POSITIVE_INFINITY,
  ssthresh: 0,
  memory: undefined,
};

export const constantWindow: WindowControl<undefined> = {
  forgetsWhenIdle: false,
  isHeldBack: true,
  open: () => OPEN,
  grow: () => OPEN,
  recover: () => OPEN,
  timeOut: () => OPEN,
};
