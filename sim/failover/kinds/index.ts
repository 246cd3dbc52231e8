// The registry of failover policy kinds: one export line per kind.
export { lease } from "./lease.ts";
export { manual } from "./manual.ts";
export { monitor } from "./monitor.ts";
export { none } from "./none.ts";
export { quorumGroup } from "./quorum-group.ts";
