// The registry of failure sources: one export line per source.
export { badRelease } from "./bad-release.ts";
export { edgeLoss } from "./edge-loss.ts";
export { linkCut } from "./link-cut.ts";
export { linkDegradation } from "./link-degradation.ts";
export { maintenance } from "./maintenance.ts";
export { nodeCrash } from "./node-crash.ts";
export { operatorError } from "./operator-error.ts";
export { rackLoss } from "./rack-loss.ts";
export { serverFailure } from "./server-failure.ts";
export { serverReboot } from "./server-reboot.ts";
export { siteDisaster } from "./site-disaster.ts";
export { siteOutage } from "./site-outage.ts";
export { stall } from "./stall.ts";
