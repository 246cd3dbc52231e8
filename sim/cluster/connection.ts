// What a reliable connection adds to the way of its data: jitter, stalls behind a lost packet, silence after a
// cut until the next probe. A lone lost packet costs a retransmission time-out, one with data behind it a round
// trip. Sources: RFC 6298 (time-out, doubling), measured Linux behaviour after a cut.

import type { RandomStream } from "../kernel/random.ts";
import { sampleFast } from "../kernel/sampling.ts";
import type { Pipe } from "../network/congestion/congestion.ts";
import { attemptAfter, LONGEST_TIMEOUT, timeoutOf } from "../network/tcp/retransmission-timer.ts";
import type { TcpTerms } from "../network/tcp/sent-round.ts";
import { TcpSender } from "../network/tcp/tcp-sender.ts";
import type { Route } from "./fabric.ts";

/** What the scenario says of connections; times in µs, sizes in bytes. */
export interface Transport {
  /** Bytes per µs that the connections of one stream carry over this path in the long run. */
  readonly goodput: (pipe: Pipe) => number;
  readonly tcp: TcpTerms;
  /** Bytes on the wire per byte of log. */
  readonly expansion: number;
  /** Silence after which both ends give the connection up, and the pause between attempts to connect again. */
  readonly senderTimeout: number;
  readonly reconnect: number;
}

export class Connection {
  readonly transport: Transport;
  readonly sender: TcpSender;
  readonly #draws: RandomStream;

  constructor(transport: Transport, draws: RandomStream) {
    this.transport = transport;
    this.#draws = draws;
    this.sender = new TcpSender(transport.tcp, draws);
  }

  /** What may be in flight at most, bytes. */
  get window(): number {
    const { window, streams } = this.transport.tcp;
    return window * streams;
  }

  /** Added to one delivery, real µs. */
  jitter(route: Route): number {
    let sum = 0;
    for (const jitter of route.jitters) sum += Math.max(0, sampleFast(jitter, this.#draws));
    return sum;
  }

  /**
   * Extra delay when one of the packets just sent is lost, real µs: what follows tells so after a round trip and
   * `meanGap`, the time until the next data is sent; otherwise a time-out does, doubled for each retransmission that is
   * lost too.
   */
  stall(roundTrip: number, times: { readonly meanGap: number; readonly loss: number }): number {
    const gap = times.meanGap > 0 ? times.meanGap * this.#draws.exponential() : 0;
    const timeout = timeoutOf(roundTrip);
    const isSilent = roundTrip + gap > timeout;
    this.sender.heard(isSilent);
    if (!isSilent) return roundTrip + gap;
    let stall = timeout;
    for (let wait = timeout; this.#draws.uniform() < times.loss; stall += wait)
      wait = Math.min(2 * wait, LONGEST_TIMEOUT);
    return stall;
  }

  /**
   * Cut at `brokenAt`, whole again at `now`: the next retransmission probe, or a new connection if both ends
   * gave up. `gap`: between two records of the time before, µs.
   */
  resumesAt(
    now: number,
    brokenAt: number,
    path: { readonly roundTrip: number; readonly gap: number },
  ): number {
    if (this.isGivenUp(now, brokenAt))
      return now + this.#draws.uniform() * this.transport.reconnect + 2 * path.roundTrip;
    return attemptAfter(now, brokenAt, path);
  }
  isGivenUp(now: number, brokenAt: number): boolean {
    return now - brokenAt > this.transport.senderTimeout;
  }
}
