// The registry of congestion control kinds: one export line per kind.
export { bbr } from "./bbr.ts";
export { cubic } from "./cubic.ts";
export { fixedWindow } from "./fixed-window.ts";
export { reno } from "./reno.ts";
