// The codes of problems in files from live systems, which calibrate and score read; part of codes.ts.
import type { DiagnosticCode } from "../config/diagnostic.ts";

export const measurementCodes: readonly (readonly [DiagnosticCode, string, string])[] = [
  [
    "TWIN1200",
    "unknown format",
    "The file is none of the measurements and configurations that can be read: ping, iperf3 --json, pgbench --log, pg_stat_replication, patronictl show-config or patroni.yml, my.cnf. It is told by its first lines, never by its name.",
  ],
  [
    "TWIN1201",
    "empty or not text",
    "There is nothing to read: the file is empty, or it holds bytes that are no text. Measurements are read as UTF-8 and as their tool wrote them, not packed.",
  ],
  [
    "TWIN1202",
    "not as the tool writes it",
    "A line does not have the form that its tool gives it, so nothing of the file is used: a value read from the wrong column would look as good as a right one. The hint shows the form that is expected.",
  ],
  [
    "TWIN1203",
    "too little to learn from",
    "The file can be read, but it has too few values, or none, for an estimate with an interval. Measure for longer.",
  ],
];
