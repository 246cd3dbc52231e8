// The registry of acknowledgement kinds: one export line per kind.
export { asynchronous } from "./asynchronous.ts";
export { quorum } from "./quorum.ts";
export { semiSynchronous } from "./semi-synchronous.ts";
export { synchronous } from "./synchronous.ts";
