// The registry of fault kinds: one export line per kind.
export { appDatabasePartition } from "./app-database-partition.ts";
export { bulkCopy } from "./bulk-copy.ts";
export { clusterLoss } from "./cluster-loss.ts";
export { diskStall } from "./disk-stall.ts";
export { edgeLoss } from "./edge-loss.ts";
export { hostStall } from "./host-stall.ts";
export { linkCut } from "./link-cut.ts";
export { linkDegradation } from "./link-degradation.ts";
export { linkFlap } from "./link-flap.ts";
export { nodeCrash } from "./node-crash.ts";
export { nodeHang } from "./node-hang.ts";
export { partition } from "./partition.ts";
export { processStall } from "./process-stall.ts";
export { serverLoss } from "./server-loss.ts";
export { siteLoss } from "./site-loss.ts";
export { slowNode } from "./slow-node.ts";
export { storeStall } from "./store-stall.ts";
