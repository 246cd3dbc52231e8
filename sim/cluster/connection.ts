// What a reliable connection adds to the way of its data: jitter, stalls behind a lost packet, silence after a
// cut until the next probe. A lone lost packet costs a retransmission time-out, one with data behind it a round
// trip. Sources: RFC 6298 (time-out, doubling), measured Linux behaviour after a cut. Leaves out: slow start.

import type { RandomStream } from "../kernel/random.ts";
import { sampleFast } from "../kernel/sampling.ts";
import type { Pipe } from "../network/congestion/congestion.ts";
import type { Route } from "./fabric.ts";

/** What the scenario says of connections; times in µs, sizes in bytes. */
export interface Transport {
  /** Bytes per µs that the connections of one stream carry over this path at most. */
  readonly ceiling: (pipe: Pipe) => number;
  readonly window: number;
  /** Bytes on the wire per byte of log. */
  readonly expansion: number;
  /** Silence after which both ends give the connection up, and the pause between attempts to connect again. */
  readonly senderTimeout: number;
  readonly reconnect: number;
}

const RETRANSMISSION_MIN = 200_000; // Linux TCP_RTO_MIN added to SRTT, measured
const RETRANSMISSION_MAX = 120_000_000; // Linux TCP_RTO_MAX

export class Connection {
  readonly transport: Transport;
  readonly #draws: RandomStream;
  #toLoss: number;

  constructor(transport: Transport, draws: RandomStream) {
    this.transport = transport;
    this.#draws = draws;
    this.#toLoss = draws.exponential();
  }

  /** Added to one delivery, real µs. */
  jitter(route: Route): number {
    let sum = 0;
    for (const jitter of route.jitters) sum += Math.max(0, sampleFast(jitter, this.#draws));
    return sum;
  }

  /** Extra delay when one of the packets is lost, real µs; `meanGap`: until the next data is sent. */
  stall(
    route: Route,
    packets: number,
    times: { readonly roundTrip: number; readonly meanGap: number },
  ): number {
    this.#toLoss -= packets * route.lossEvents;
    if (this.#toLoss > 0) return 0;
    this.#toLoss = this.#draws.exponential();
    const gap = packets > 3 ? 0 : times.meanGap * this.#draws.exponential();
    return Math.min(times.roundTrip + RETRANSMISSION_MIN, times.roundTrip + gap);
  }

  /**
   * Cut at `brokenAt`, whole again at `now`: the next retransmission probe, or a new connection if both ends
   * gave up.
   */
  resumesAt(now: number, brokenAt: number, roundTrip: number): number {
    if (now - brokenAt > this.transport.senderTimeout)
      return now + this.#draws.uniform() * this.transport.reconnect + 2 * roundTrip;
    let pause = roundTrip + RETRANSMISSION_MIN;
    let probe = brokenAt + pause;
    while (probe < now) {
      pause = Math.min(2 * pause, RETRANSMISSION_MAX);
      probe += pause;
    }
    return probe;
  }
}
