// What nobody saw: commits went on as if they were safe.

import { defineMetric } from "../metric.ts";

export const silentExposureSeconds = defineMetric({
  name: "silentExposureSeconds",
  unit: "s",
  better: "lower",
  family: "control",
  asks: ["drill"],
  definition:
    "Time in which commits were acknowledged without the standbys they are meant to wait for, and nobody had been told.",
  of: ({ silentExposure }) => (silentExposure === undefined ? undefined : silentExposure / 1e6),
  isCensored: ({ isSilentlyExposed }) => isSilentlyExposed,
});
