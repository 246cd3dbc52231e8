// Presets of backup tools.
import { assumed, type Preset, verified } from "./preset.ts";

export const pgbackrest: Preset = {
  name: "pgbackrest",
  section: "backup",
  title: "pgBackRest",
  version: "2.5x",
  parameters: [
    ...verified([
      "log",
      "continuous",
      "pgBackRest, build/config.yaml: archive-push of each segment, archive-async=n",
    ]),
    ...assumed(
      ["rate", "100 MB/s", "our assumption: process-max=1 (verified default) with gz on one core"],
      ["restoreRate", "100 MB/s", "our assumption: process-max=1 (verified default)"],
      ["replayRate", "50 MB/s", "our assumption: archive-get one segment after another (archive-async=n)"],
      ["full", "weekly", "our assumption: the schedule is the user's"],
      ["incremental", "daily", "our assumption: the schedule is the user's"],
    ),
  ],
};
