// Presets of database nodes.
import { assumed, type Preset, remembered, verified } from "./preset.ts";

export const postgresql15: Preset = {
  name: "postgresql-15",
  section: "cluster",
  title: "PostgreSQL on a data-centre server",
  version: "15",
  parameters: [
    ...verified([
      "node.flush",
      { kind: "lognormal", median: "0.3 ms", sigma: 0.5 },
      "measured: PostgreSQL 15 WAL sync on ext4 over a virtual disk, mean 0.22 to 0.5 ms",
    ]),
    ...remembered(
      [
        "node.receiver",
        "between-flushes",
        "PostgreSQL 15 source, walreceiver.c: one loop reads, writes, replies, flushes and replies again",
      ],
      [
        "node.restart",
        "20 s",
        "PostgreSQL 15: redo since the last checkpoint (checkpoint_timeout 300 s) at a light load",
      ],
      [
        "node.rewind",
        "15 s",
        "PostgreSQL 15 manual, pg_rewind: scan of the log since the divergence and few blocks",
      ],
    ),
    ...assumed(
      ["node.servers", 16, "our assumption: 16 cores"],
      ["node.service", "0.2 ms", "our assumption: a prepared look-up by key, cached"],
      ["node.connections", 500, "our assumption: max_connections raised from 100"],
      ["node.applyRate", "200 MB/s", "our assumption: the single startup process with warm caches"],
      ["node.copyRate", "200 MB/s", "our assumption: pg_basebackup is one process"],
      ["retention", "64 GB", "our assumption: max_slot_wal_keep_size set; it is unlimited by default"],
    ),
  ],
};

export const mysql84: Preset = {
  name: "mysql-8",
  section: "cluster",
  title: "MySQL on a data-centre server",
  version: "8.4",
  parameters: [
    ...remembered(
      [
        "node.restart",
        "30 s",
        "MySQL 8.4: InnoDB crash recovery of a redo log of 100 MB, and opening tables",
      ],
      [
        "node.flush",
        { kind: "lognormal", median: "0.5 ms", sigma: 0.5 },
        "MySQL 8.4: sync_binlog=1 and innodb_flush_log_at_trx_commit=1, two flushes in a group",
      ],
    ),
    ...assumed(
      ["node.rewind", "60 s", "our assumption: errant transactions are found, and the replica is set back"],
      ["node.servers", 16, "our assumption: 16 cores"],
      ["node.service", "0.2 ms", "our assumption: a look-up by key, cached"],
      ["node.connections", 500, "our assumption: max_connections raised from 151"],
      ["node.applyRate", "50 MB/s", "our assumption: replica_parallel_workers 4 (the default) on row events"],
      ["node.copyRate", "200 MB/s", "our assumption: the clone plugin, limited by a disk"],
      [
        "retention",
        "64 GB",
        "our assumption: binary logs of a month at a light load; binlog_expire_logs 30 d",
      ],
    ),
  ],
};
