// The registry of shape kinds: one export line per kind.
export { offSiteBackup } from "./off-site-backup.ts";
export { oneMasterManySlaves } from "./one-master-many-slaves.ts";
export { twoWay } from "./two-way.ts";
