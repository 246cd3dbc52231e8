// The registry of metrics: one export line per family.
export * from "./control.ts";
export * from "./loss.ts";
export * from "./recovery.ts";
export * from "./repair.ts";
export * from "./replication.ts";
export * from "./service.ts";
export * from "./silence.ts";
export * from "./years.ts";
