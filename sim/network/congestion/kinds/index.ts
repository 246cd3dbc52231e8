// The registry of congestion control kinds: one export line per kind.
export { cubic } from "./cubic.ts";
export { fixedWindow } from "./fixed-window.ts";
export { reno } from "./reno.ts";
