// The registry of acknowledgement kinds: one export line per kind.
export { asynchronous } from "./asynchronous.ts";
export { availabilityGroup } from "./availability-group.ts";
export { boundedLag } from "./bounded-lag.ts";
export { dataGuard } from "./data-guard.ts";
export { drAutoSync } from "./dr-auto-sync.ts";
export { quorum } from "./quorum.ts";
export { semiSynchronous } from "./semi-synchronous.ts";
export { synchronous } from "./synchronous.ts";
