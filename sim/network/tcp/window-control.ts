// What a congestion control decides, a round trip at a time: how many segments may be in flight next. Pure: a flow is
// a value, and every step makes another one, so that what was foreseen can be taken back. Windows in segments.

/** One connection as its sender knows it. `memory` belongs to the control. */
export interface Flow<Memory = unknown> {
  readonly cwnd: number;
  /** Below it the window grows exponentially; Infinity = nothing has been lost yet. */
  readonly ssthresh: number;
  readonly memory: Memory;
}

/** What a connection learns from a round: a window full of segments, or what there was to send, and the answers. */
export interface Round {
  /** Segments of this connection, and how many of them the line lost. */
  readonly sent: number;
  readonly lost: number;
  /** From the first segment to the first of the next round, µs: the round trip and the wait in the queue. */
  readonly duration: number;
  /** µs, without a queue. */
  readonly roundTrip: number;
  /** Its part of the bottleneck, segments per µs. */
  readonly bandwidth: number;
  /** In slow start: how many of the window were sent when the first was lost. */
  readonly before: number;
}

export interface WindowControl<Memory = unknown> {
  open(): Flow<Memory>;
  /** The window was what limited the round, and all of it was answered. */
  grow(flow: Flow<Memory>, round: Round): Flow<Memory>;
  /** Segments were lost, and what followed told so: fast retransmit. Once a round. */
  recover(flow: Flow<Memory>, round: Round): Flow<Memory>;
  /** Nothing came back for a retransmission time-out. */
  timeOut(flow: Flow<Memory>): Flow<Memory>;
  /** Its window shrinks while it has nothing to send. */
  readonly forgetsWhenIdle: boolean;
  /** A flow control of the line keeps its queue from running over. */
  readonly isHeldBack?: boolean;
  /** Segments per µs at which a window is sent; absent = as fast as the line takes it. */
  pace?(flow: Flow<Memory>): number;
}

/** RFC 6928: ten segments. */
export const INITIAL_WINDOW = 10;
/** RFC 5681, 3.1: never below two segments. */
export const LEAST_THRESHOLD = 2;

/** RFC 5681, 3.1: the window grows by what was answered, up to the threshold. */
export const slowStart = (cwnd: number, ssthresh: number, sent: number): number =>
  Math.min(cwnd + sent, Math.max(cwnd, ssthresh));

/**
 * The window when a loss is heard of, a round trip after it: in slow start it has grown by what was answered until
 * then, as much as was in flight.
 */
export const windowAtLoss = ({ cwnd, ssthresh }: Flow, before: number): number =>
  cwnd < ssthresh ? Math.min(cwnd, before) + before : cwnd;
