// How connections come up to speed with a backlog before them: the curve of what they have sent, in a few straight
// pieces. For whoever moves curves and not records. Leaves out: losses on the way up.
import { SEGMENT } from "../tcp-ceiling.ts";
import type { TcpPath } from "./sent-round.ts";
import type { TcpSender } from "./tcp-sender.ts";

export interface RampPiece {
  /** When it ends, µs after the first byte, and bytes per µs until then. */
  readonly end: number;
  readonly rate: number;
}

/** A piece carries so many times what was sent before it: each is an event, in every incident of a year. */
const GROWTH = 8;
/** Up to speed. */
const NEARLY = 0.99;
/** What goes on for longer counts as up to speed: round trips, and µs. */
const ROUNDS = 400;
const LONGEST = 20e6;

/**
 * `sender` is used up by it. `load`: bytes per µs that it sent before; `target`: bytes per µs at which it need not be
 * watched any more.
 */
export function rampOf(
  sender: TcpSender,
  how: "open" | "timedOut",
  terms: { readonly path: TcpPath; readonly load: number; readonly target: number },
): RampPiece[] {
  const { path, load, target } = terms;
  sender.setPath({ ...path, lossEvents: 0 });
  sender.openFor(load);
  sender.restart(how);
  sender.waitUntil(0);
  const pieces: RampPiece[] = [];
  let sent = 0;
  const longest = Math.min(LONGEST, ROUNDS * path.roundTrip);
  for (let end = 0; end < longest; ) {
    const bytes = Math.max(SEGMENT, sent * GROWTH);
    const next = sender.transmit(0, bytes);
    sender.forget(next);
    const rate = bytes / (next - end);
    const isWhole = next - end >= path.roundTrip;
    pieces.push({ end: next, rate });
    if (isWhole && rate >= NEARLY * target) break;
    sent += bytes;
    end = next;
  }
  return pieces;
}
