// A link goes down and up again, over and over: a loose connector, a router that restarts. It begins by going down.
import { z } from "zod";
import { linkName, positiveDuration } from "../../config/fields.ts";
import { assumed } from "../../config/part.ts";
import { after } from "../../quantity/time.ts";
import { defineFault, timing } from "../fault.ts";

export const linkFlap = defineFault({
  title: "Link flap",
  source: "our definition: the line that RFC 2439 damps",
  mark: "verified",
  config: z.strictObject({
    kind: z.literal("link-flap"),
    ...timing,
    link: linkName,
    down: positiveDuration.prefault("2 s").meta(assumed("down each time", "our assumption")),
    up: positiveDuration.prefault("8 s").meta(assumed("up each time", "our assumption")),
  }),
  begin({ link, down, up }, { topology, kernel }) {
    let release: (() => void) | undefined;
    let isOver = false;
    const turn = (): void => {
      if (isOver) return;
      if (release) release();
      const isCut = release !== undefined;
      release = isCut ? undefined : topology.cut(link);
      kernel.at(after(kernel.now, isCut ? up : down), turn);
    };
    turn();
    return () => {
      isOver = true;
      release?.();
    };
  },
  subject: ({ link }) => `link ${link}`,
});
