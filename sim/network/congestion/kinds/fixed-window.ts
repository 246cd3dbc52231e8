// A fixed window: bytes in flight never exceed it, loss does not shrink it.
import { z } from "zod";
import { constantWindow } from "../../tcp/fixed-window.ts";
import type { WindowControl } from "../../tcp/window-control.ts";
import { connectionFields, defineCongestion } from "../congestion.ts";

export const fixedWindow = defineCongestion({
  title: "Fixed window",
  source: "our simplification: a private line with its own flow control",
  mark: "assumption",
  config: z.strictObject({
    kind: z.literal("fixed-window"),
    ...connectionFields,
  }),
  control: constantWindow as WindowControl,
  goodput: ({ streams, window }, { roundTrip }) => (streams * window) / roundTrip,
});
