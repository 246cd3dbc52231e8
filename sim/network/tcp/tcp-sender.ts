// The sending side of the TCP connections of one stream, a round trip at a time: in a round each connection sends a
// window, as fast as the bottleneck lets it pass; the next round begins when the first answer is back and the window
// has been sent. What is queued before the bottleneck beyond its queue is dropped from the tail. Of losses on the line
// the distance is drawn, in packets. Rounds are kept until they are past, so that what was foreseen can be taken
// back. Leaves out: which connection carries which byte; the order in which a round's segments are answered.

import type { RandomStream } from "../../kernel/random.ts";
import { SEGMENT } from "../tcp-ceiling.ts";
import { afterSilence, halfWayTo } from "./idle-windows.ts";
import { connectionDrawn, hitBy } from "./loss-shares.ts";
import { timeoutOf } from "./retransmission-timer.ts";
import type { SentRound, TcpPath, TcpTerms } from "./sent-round.ts";
import { type Flow, INITIAL_WINDOW, type Round } from "./window-control.ts";

export class TcpSender {
  readonly #terms: TcpTerms;
  readonly #draws: RandomStream;
  readonly #rounds: SentRound[] = [];
  #round: SentRound;
  #path: TcpPath = { roundTrip: 0, bandwidth: 0, queue: 0, lossEvents: 0, burst: 1 };
  /** Bytes per µs at which a window leaves. */
  #rate = 0;
  #total = 0;
  #free = Number.NEGATIVE_INFINITY;
  /** Nothing left before it. */
  #since = Number.NEGATIVE_INFINITY;
  #toLoss: number;
  /** The last transmission lost segments on the line, or before the queue. */
  isLost = false;
  isDropped = false;

  constructor(terms: TcpTerms, draws: RandomStream) {
    this.#terms = terms;
    this.#draws = draws;
    this.#toLoss = draws.exponential();
    this.#round = this.#begin(this.#opened());
  }

  /** When what it was given will have been sent, real µs. */
  get free(): number {
    return this.#free;
  }
  /** Segments that its connections may have in flight together. */
  get window(): number {
    return this.#round.flows.reduce((sum, { cwnd }) => sum + cwnd, 0);
  }
  get #timeout(): number {
    return timeoutOf(this.#path.roundTrip);
  }

  setPath(path: TcpPath): void {
    this.#path = path;
    this.#limit(this.#round);
  }

  /** Nothing leaves before `at`; -Infinity = at once. */
  waitUntil(at: number): void {
    this.#free = this.#since = at;
  }

  /** A connection that begins: `open` = a new one, `timedOut` = the old one, after a silence. */
  restart(how: "open" | "timedOut"): void {
    const { control } = this.#terms;
    const flows = how === "open" ? this.#opened() : this.#round.flows.map((flow) => control.timeOut(flow));
    this.#rounds.length = 0;
    this.#total = 0;
    this.#round = this.#begin(flows);
  }

  /** It has sent so many bytes per µs for long: its windows hold twice what that needs, if the line does. */
  openFor(rate: number): void {
    const { roundTrip, bandwidth } = this.#path;
    const wanted = Math.min(2 * rate, bandwidth) * roundTrip;
    const cwnd = Math.max(INITIAL_WINDOW, wanted / SEGMENT / this.#terms.streams);
    this.#round = this.#begin(this.#opened().map((flow) => ({ ...flow, cwnd: Math.max(flow.cwnd, cwnd) })));
  }

  /** When `bytes` that are there at `ready` have left the bottleneck, real µs. */
  transmit(ready: number, bytes: number): number {
    let start = ready > this.#free ? ready : this.#free;
    let left = bytes;
    this.isLost = this.isDropped = false;
    if (start >= this.#round.start + this.#path.roundTrip) start = this.#next(start);
    for (;;) {
      const round = this.#round;
      const room = round.window - round.used;
      const part = left < room ? left : room > 0 ? room : 0;
      round.used += part;
      this.#total += part;
      start += part / this.#rate;
      left -= part;
      if (round.used > round.capacity) this.isDropped = true;
      if (this.#path.lossEvents > 0) this.#lose(part, bytes <= SEGMENT ? 1 : part / SEGMENT);
      if (left <= 0) break;
      const end = round.start + this.#path.roundTrip;
      start = this.#next(start > end ? start : end);
    }
    this.#free = start;
    return start;
  }

  /** The same at a rate that somebody else has worked out: many small records given as one. */
  spread(ready: number, bytes: number, rate: number): number {
    this.#total += bytes;
    this.isLost = this.isDropped = false;
    this.#free = Math.max(ready, this.#free) + bytes / Math.min(rate, this.#rate);
    return this.#free;
  }

  /** The loss that has just happened told itself by what followed (`isSilent` false), or by silence. */
  heard(isSilent: boolean): void {
    const { losses } = this.#round;
    const last = losses.at(-1);
    if (last && isSilent) losses[losses.length - 1] = { ...last, isSilent };
  }

  /**
   * `bytes` at the end of what was given are taken back, except what has been sent by `now` of the first of them: `left` bytes
   * of it, there at `ready`, after what was sent at `after`. Returns how much that is.
   */
  takeBack(bytes: number, now: number, first: { left: number; ready: number; after: number }): number {
    const whole = this.#total - bytes;
    while (this.#rounds.length > 0 && this.#round.start > now) this.#round = this.#rounds.pop() as SentRound;
    const round = this.#round;
    const { left, ready, after } = first;
    const isPast = round.start <= now;
    const begun = Math.max(ready, after, this.#since, isPast && round.before > whole ? round.start : after);
    const earlier = isPast ? Math.max(0, Math.min(left, round.before - whole)) : 0;
    round.used = isPast ? Math.min(round.window, Math.max(0, whole - round.before)) : 0;
    round.losses = round.losses.filter(({ at }) => at <= now);
    const room = Math.min(left - earlier, round.window - round.used);
    const inRound = begun < now ? Math.min(room, (now - begun) * this.#rate) : 0;
    round.used += inRound;
    if (!isPast) {
      round.start = Math.min(begun, now);
      round.before = whole;
    }
    const done = earlier + inRound;
    this.#total = whole + done;
    this.#free = done > 0 ? now : Math.max(after, this.#since);
    return done;
  }

  /** Rounds that nobody will take back any more. */
  forget(now: number): void {
    const rounds = this.#rounds;
    let past = 0;
    while (past < rounds.length && (rounds[past + 1] ?? this.#round).start <= now) past++;
    if (past > 0) rounds.splice(0, past);
  }

  #opened(): Flow[] {
    const { control, streams } = this.#terms;
    return Array.from({ length: streams }, () => control.open());
  }

  #begin(flows: readonly Flow[], start = Number.NEGATIVE_INFINITY): SentRound {
    const round: SentRound = {
      start,
      before: this.#total,
      used: 0,
      flows,
      isPressed: false,
      window: 0,
      capacity: 0,
      losses: [],
      idleSince: start,
      idleMost: 0,
    };
    this.#limit(round);
    return round;
  }

  /** What a round may send, and what becomes of it, on the path as it is. */
  #limit(round: SentRound): void {
    const { control, window } = this.#terms;
    const { roundTrip, bandwidth, queue } = this.#path;
    let inFlight = 0;
    let pace = control.pace ? 0 : Number.POSITIVE_INFINITY;
    let isDoubling = false;
    for (const flow of round.flows) {
      inFlight += Math.min(flow.cwnd * SEGMENT, window);
      if (control.pace) pace += control.pace(flow) * SEGMENT;
      else if (flow.cwnd < flow.ssthresh) isDoubling = true;
    }
    round.window = inFlight;
    round.capacity = control.isHeldBack ? Number.POSITIVE_INFINITY : bandwidth * roundTrip + queue;
    // Two segments leave for each answer: half the window stands before the bottleneck at the end of the round.
    if (isDoubling) round.capacity = Math.min(round.capacity, Math.max(2 * queue, INITIAL_WINDOW * SEGMENT));
    this.#rate = Math.min(bandwidth, pace);
  }

  /** Ends the round, draws what its connections learn from it, begins the next at `start`; returns when it can send. */
  #next(start: number): number {
    const round = this.#round;
    const isFull = round.used >= 0.99 * round.window;
    const isHalf = round.used * 2 > round.window;
    const isRest =
      round.isPressed &&
      !this.#terms.control.pace &&
      round.flows.some(({ cwnd, ssthresh }) => cwnd < ssthresh);
    if (!isHalf && !isRest && round.losses.length === 0) return this.#goOn(round, start);
    const dropped = Math.max(0, round.used - round.capacity);
    const gap = start - Math.max(this.#free, round.start + this.#path.roundTrip);
    const duration = Math.max(this.#path.roundTrip, round.used / this.#rate);
    const hit = hitBy(dropped / SEGMENT, round.flows, this.#draws);
    const flows = round.flows.map((flow, i) =>
      this.#learn(flow, { round, connection: i, duration, isFull, isDropped: hit(i) }),
    );
    const lost = round.losses.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#rounds.push(round);
    this.#round = this.#begin(this.#afterGap(flows, gap), start);
    this.#round.isPressed = isHalf;
    if (lost === 0) return start;
    // What the line has lost is sent again first.
    this.#round.window = Math.max(SEGMENT, this.#round.window - lost);
    return start + lost / this.#rate;
  }

  /** Nothing to learn: there was less to send than the window allows. */
  #goOn(round: SentRound, start: number): number {
    const timeout = this.#timeout;
    const { control, idleRestart } = this.#terms;
    const gap = start - this.#free;
    const used = Math.max(round.idleMost, round.used);
    let { flows } = round;
    let { idleSince } = round;
    let most = used;
    if (control.forgetsWhenIdle && idleRestart) {
      if (gap > timeout) flows = this.#afterGap(flows, gap);
      else if (start - idleSince > timeout && idleSince > Number.NEGATIVE_INFINITY)
        flows = halfWayTo(flows, used / SEGMENT / flows.length);
      if (start - idleSince > timeout) {
        idleSince = start;
        most = 0;
      }
    }
    if (flows !== round.flows) {
      this.#rounds.push(round);
      this.#round = this.#begin(flows, start);
      this.#round.idleSince = start;
      return start;
    }
    round.start = start;
    round.before = this.#total;
    round.used = 0;
    round.idleSince = idleSince;
    round.idleMost = most;
    return start;
  }

  #afterGap(flows: readonly Flow[], gap: number): readonly Flow[] {
    const { control, idleRestart } = this.#terms;
    const timeout = this.#timeout;
    if (!control.forgetsWhenIdle || !idleRestart || !(gap > timeout)) return flows;
    return afterSilence(flows, gap, timeout);
  }

  #learn(
    flow: Flow,
    own: { round: SentRound; connection: number; duration: number; isFull: boolean; isDropped: boolean },
  ): Flow {
    const { control } = this.#terms;
    const { round, connection, duration, isFull, isDropped } = own;
    const losses = round.losses.filter((loss) => loss.connection === connection);
    const share = Math.min(flow.cwnd * SEGMENT, this.#terms.window) / round.window || 1;
    const held = Math.min(round.used, round.capacity);
    const learned: Round = {
      sent: (round.used * share) / SEGMENT,
      lost: losses.reduce((sum, { bytes }) => sum + bytes, 0) / SEGMENT,
      duration,
      roundTrip: this.#path.roundTrip,
      bandwidth: (this.#path.bandwidth * share) / SEGMENT,
      before: ((losses[0]?.before ?? held) * share) / SEGMENT,
    };
    if (losses.some(({ isSilent, bytes }) => isSilent || bytes > (flow.cwnd - 1) * SEGMENT))
      return control.timeOut(flow);
    if (losses.length > 0 || isDropped) return control.recover(flow, learned);
    return isFull || flow.cwnd < flow.ssthresh ? control.grow(flow, learned) : flow;
  }

  #lose(bytes: number, packets: number): void {
    this.#toLoss -= packets * this.#path.lossEvents;
    while (this.#toLoss <= 0) {
      this.#toLoss += this.#draws.exponential();
      const { flows, losses, used } = this.#round;
      const connection = flows.length === 1 ? 0 : connectionDrawn(flows, this.#draws);
      const before = used - bytes * (flows.length === 1 ? this.#draws.uniform() : 0.5);
      losses.push({
        at: this.#free,
        connection,
        before,
        bytes: this.#path.burst * SEGMENT,
        isSilent: false,
      });
      this.isLost = true;
    }
  }
}
