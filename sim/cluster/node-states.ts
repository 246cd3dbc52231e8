// The life of a database node as a table. Who wants to change a state asks; what is not in the table is refused.

export type NodeState = "running" | "frozen" | "down" | "starting";

/** From → to. A frozen node that thaws runs on; a node that was down starts before it runs. */
export const nodeTransitions: Readonly<Record<NodeState, readonly NodeState[]>> = {
  running: ["frozen", "down"],
  frozen: ["running", "down"],
  down: ["starting"],
  starting: ["running", "down", "frozen"],
};
