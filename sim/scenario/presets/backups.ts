// Presets of backup tools.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

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

export const walG: Preset = {
  name: "wal-g",
  section: "backup",
  title: "WAL-G",
  version: "3",
  parameters: [
    ...verified(
      ["incremental", "none", "WAL-G documentation: WALG_DELTA_MAX_STEPS 0, every copy is full"],
      ["log", "continuous", "WAL-G documentation: wal-push of each segment, upload concurrency 16"],
    ),
    ...assumed(
      ["rate", "200 MB/s", "our assumption: WALG_UPLOAD_DISK_CONCURRENCY 1 (verified default), one disk"],
      ["restoreRate", "400 MB/s", "our assumption: download concurrency min(files, 10) (verified default)"],
      ["replayRate", "100 MB/s", "our assumption: wal-fetch prefetches"],
      ["full", "daily", "our assumption: the schedule is the user's"],
    ),
  ],
};

export const barman: Preset = {
  name: "barman",
  section: "backup",
  title: "Barman, rsync over SSH",
  version: "3",
  parameters: [
    ...assumed(
      ["rate", "100 MB/s", "our assumption: parallel_jobs 1 (verified default), one rsync"],
      ["restoreRate", "100 MB/s", "our assumption: parallel_jobs 1 (verified default), one rsync"],
      ["replayRate", "50 MB/s", "our assumption: one segment after another"],
      [
        "log",
        "5 min",
        "our assumption: archive_command; archiver is off until configured (verified default)",
      ],
      ["full", "weekly", "our assumption: the schedule is the user's"],
      ["incremental", "daily", "our assumption: the schedule is the user's"],
    ),
  ],
};

export const xtrabackup: Preset = {
  name: "xtrabackup",
  section: "backup",
  title: "Percona XtraBackup with the binary log",
  version: "8.4",
  parameters: [
    ...remembered(["log", "continuous", "MySQL 8.4 manual: mysqlbinlog --read-from-remote-server --raw"]),
    ...assumed(
      ["rate", "100 MB/s", "our assumption: --parallel 1, compressed"],
      ["restoreRate", "80 MB/s", "our assumption: copying back, and the prepare step that it needs"],
      ["replayRate", "20 MB/s", "our assumption: one thread applies the binary log"],
      ["full", "weekly", "our assumption: the schedule is the user's"],
      ["incremental", "daily", "our assumption: the schedule is the user's"],
    ),
  ],
};
