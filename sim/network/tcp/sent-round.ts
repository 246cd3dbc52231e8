// What a sender is told of its connections and their path, and what it keeps of a round that it has planned.
import type { Flow, WindowControl } from "./window-control.ts";

/** What the scenario says of the connections of a stream; sizes in bytes. */
export interface TcpTerms {
  readonly control: WindowControl;
  /** Parallel connections. */
  readonly streams: number;
  /** What one connection may have in flight: the smaller of the buffers at both ends. */
  readonly window: number;
  /** The window shrinks by half for each time-out of silence (Linux: tcp_slow_start_after_idle). */
  readonly idleRestart: boolean;
}

/** The path as the connections of one stream feel it; µs, bytes, bytes per µs. */
export interface TcpPath {
  /** There and back, without queue. */
  readonly roundTrip: number;
  /** Their share of the bottleneck, and of the queue before it. */
  readonly bandwidth: number;
  readonly queue: number;
  /** Loss events per packet, and packets lost in one. */
  readonly lossEvents: number;
  readonly burst: number;
}

export interface Loss {
  readonly at: number;
  readonly connection: number;
  /** Bytes of the round sent before it, and bytes lost. */
  readonly before: number;
  readonly bytes: number;
  readonly isSilent: boolean;
}

export interface SentRound {
  start: number;
  /** Bytes sent before the round, of all that have been sent. */
  before: number;
  used: number;
  readonly flows: readonly Flow[];
  /** The window before it was used: what is left over still counts as pressed for room. */
  isPressed: boolean;
  /** Bytes that may be sent, and that line and queue hold; beyond it they are dropped. */
  window: number;
  capacity: number;
  losses: Loss[];
  /** Since when no window was full, and the most that was used of it meanwhile. */
  idleSince: number;
  idleMost: number;
}
