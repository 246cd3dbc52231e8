// Which of several connections over one line a loss hits: each of them by what it has in flight.
import type { RandomStream } from "../../kernel/random.ts";
import type { Flow } from "./window-control.ts";

/** So many drops for each connection hit all of them: e^-8 that one is spared. */
const SURE = 8;

/** Number of a connection, each as likely as its window is wide. */
export function connectionDrawn(flows: readonly Flow[], draws: RandomStream): number {
  const sum = flows.reduce((total, { cwnd }) => total + cwnd, 0);
  let left = draws.uniform() * sum;
  for (let i = 0; i < flows.length; i++) {
    left -= (flows[i] as Flow).cwnd;
    if (left <= 0) return i;
  }
  return flows.length - 1;
}

/** Whose segments are among those dropped from the tail of a queue. */
export function hitBy(
  segments: number,
  flows: readonly Flow[],
  draws: RandomStream,
): (connection: number) => boolean {
  if (!(segments > 0)) return () => false;
  if (flows.length === 1 || segments > SURE * flows.length) return () => true;
  const hit = new Set<number>();
  for (let i = 0; i < segments; i++) hit.add(connectionDrawn(flows, draws));
  return (connection) => hit.has(connection);
}
