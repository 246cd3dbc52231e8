// A fixed window: bytes in flight never exceed it, loss does not shrink it.
import { z } from "zod";
import { size, some } from "../../../config/fields.ts";
import { assumed, verified } from "../../../config/part.ts";
import { defineCongestion } from "../congestion.ts";

export const fixedWindow = defineCongestion({
  title: "Fixed window",
  source: "our simplification: a private line with its own flow control",
  mark: "assumption",
  config: z.strictObject({
    kind: z.literal("fixed-window"),
    streams: some
      .prefault(1)
      .meta(verified("parallel connections per edge", "PostgreSQL 15, 27.2.5: one WAL sender per standby")),
    window: size
      .prefault("16 MiB")
      .meta(
        assumed("most bytes in flight of one connection", "our assumption: Linux tcp_rmem raised for a WAN"),
      ),
  }),
  ceiling: ({ streams, window }, { roundTrip }) => (streams * window) / roundTrip,
});
