// How fast a connection sends, given loss and round trips.

import { z } from "zod";
import { size, some } from "../../config/fields.ts";
import { assumed, type KindSchema, type Part, verified } from "../../config/part.ts";
import type { WindowControl } from "../tcp/window-control.ts";

/** A path as a connection feels it. */
export interface Pipe {
  /** µs there and back. */
  readonly roundTrip: number;
  /** Loss events per packet, and packets lost in one. */
  readonly lossEvents: number;
  readonly burst: number;
  /** Of the narrowest link, bytes per µs, and the bytes that wait before it at most. */
  readonly bandwidth: number;
  readonly queue: number;
}

/** Mean share of packets lost. */
export const lossOf = ({ lossEvents, burst }: Pipe): number => Math.min(1, lossEvents * burst);

export interface Congestion<Config extends KindSchema = KindSchema> extends Part<Config> {
  /** Bytes per µs that the connections of one edge carry in the long run while there is always something to send. */
  goodput(config: z.output<Config>, pipe: Pipe): number;
  /** What decides its windows, a round trip at a time. */
  readonly control: WindowControl;
}

export const defineCongestion = <Config extends KindSchema>(part: Congestion<Config>): Congestion<Config> =>
  part;

/** What every kind can be told of its connections. */
export const connectionFields = {
  streams: some
    .prefault(1)
    .meta(verified("parallel connections per edge", "PostgreSQL 15, 27.2.5: one WAL sender per standby")),
  window: size
    .prefault("16 MiB")
    .meta(
      assumed("most bytes in flight of one connection", "our assumption: Linux tcp_rmem raised for a WAN"),
    ),
};

/** What the kinds of TCP can be told besides. */
export const tcpFields = {
  ...connectionFields,
  idleRestart: z
    .boolean()
    .prefault(true)
    .meta(
      verified("the window shrinks while nothing is sent", "Linux ip-sysctl: tcp_slow_start_after_idle = 1"),
    ),
};
