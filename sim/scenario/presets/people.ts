// Presets of failovers that people decide.
import { assumed, type Preset } from "./preset.ts";

export const runbook: Preset = {
  name: "runbook",
  section: "failover",
  title: "People on call with a written runbook",
  version: "1",
  parameters: assumed(
    ["kind", "manual", "our assumption"],
    ["notice", { kind: "lognormal", median: "3 min", p95: "10 min" }, "our assumption: paged at any hour"],
    [
      "decide",
      { kind: "lognormal", median: "10 min", p95: "40 min" },
      "our assumption: somebody must answer for it",
    ],
    [
      "act",
      { kind: "lognormal", median: "5 min", p95: "15 min" },
      "our assumption: commands from the runbook",
    ],
    ["fence", "1 min", "our assumption: powering it off or cutting its network"],
  ),
};
