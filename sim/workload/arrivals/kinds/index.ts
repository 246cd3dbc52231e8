// The registry of arrival process kinds: one export line per kind.
export { closedLoop } from "./closed-loop.ts";
export { constant } from "./constant.ts";
export { diurnal } from "./diurnal.ts";
export { poisson } from "./poisson.ts";
export { recorded } from "./recorded.ts";
export { weekly } from "./weekly.ts";
