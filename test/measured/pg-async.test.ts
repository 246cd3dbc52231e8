// Asynchronous replication of PostgreSQL over lines that are too narrow, lossy or cut, against the runs in `pg_async_runs.csv`:
// how far the standby has fallen behind at the end of the load, when the first new log comes after a cut, and when the
// standby has caught up. Bytes of protocol per byte of log are those of the row.
import { expect, it } from "vitest";
import { aModel, aScenario, at } from "../support/scenarios.ts";
import { cellsOf, type Judged, judge, numberOf, type Row, rowsOf, tableOf } from "./rows.ts";

const rows = rowsOf("pg_async_runs");
/** The rows were sampled four times a second. */
const SAMPLE = 0.25;
/** When a cut began, seconds into the load. */
const CUT = 6;

interface Course {
  readonly lagBytes: number;
  readonly lagSeconds: number;
  readonly firstAfterRestore: number;
  readonly caughtUpAfterRestore: number;
}

/** Samples of one run, as the measurement took them. */
function course(row: Row, seed: string): Course {
  const rate = numberOf(row, "tps");
  const record = numberOf(row, "wal_bytes_per_s") / rate;
  const cut = row.cut_s === "" ? 0 : numberOf(row, "cut_s");
  const load = numberOf(row, "load_s");
  // Rows with loss count what arrived only; the overhead is then that of the same load without loss.
  const overhead = Math.max(1.04, numberOf(row, "link_bytes_per_wal_byte")) - 1;
  const queue = row.link_mbit === "8" ? "64 KB" : "100 KB";
  const model = aModel(
    aScenario(
      cut > 0 ? `[ { kind: link-cut, link: wan, for: ${cut} s } ]` : "[ { kind: edge-loss, site: b } ]",
      {
        "run.leadIn": `${CUT} s`,
        "workload.db.arrivals": `{ kind: poisson, mean: ${rate} /s }`,
        "workload.db.transaction.log": `${Math.round(record)} B`,
        "links.wan.bandwidth": `${row.link_mbit} Mbit/s`,
        "links.wan.rtt": "40.1 ms",
        "links.wan.queue": queue,
        "links.wan.loss": `${numberOf(row, "loss") * 100} %`,
        "replication.overhead": `${overhead * 100} %`,
        "failover.ttl": "300 s",
      },
    ),
    cut > 0 ? "test" : "",
    seed,
  );
  const { kernel, plane } = model.world;
  const past: [number, number][] = [];
  let lagBytes = 0;
  let lagSeconds = 0;
  let first = 0;
  let caughtUp = 0;
  let held = -1;
  for (let now = SAMPLE; now <= load && caughtUp === 0; now += SAMPLE) {
    kernel.run(at(now));
    const appended = plane.ledger(0).appended(kernel.now);
    const received = plane.position("db-b-1", 0, "applied", kernel.now);
    past.push([now, appended]);
    lagBytes = Math.max(lagBytes, appended - received);
    const since = past.find(([, position]) => position > received);
    lagSeconds = Math.max(lagSeconds, since ? now - since[0] : 0);
    if (cut === 0) continue;
    if (now >= CUT + cut && held < 0) held = received;
    if (held >= 0 && first === 0 && received > held) first = now - CUT - cut;
    if (first > 0 && appended - received < 65_536) caughtUp = now - CUT - cut;
  }
  return { lagBytes, lagSeconds, firstAfterRestore: first, caughtUpAfterRestore: caughtUp };
}

const SEEDS = ["one", "two", "three"];
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const cellOf = (row: Row): string =>
  `${(row.label ?? "").replace(/-rep\d/, "")} ${row.link_mbit} Mbit/s ${row.offered_tps}/s`;

/** Outside its bar, and why. */
const KNOWN: readonly string[] = [];

it("falls behind, comes back and catches up as PostgreSQL did", () => {
  const cells = cellsOf(
    rows.map((row) => ({ ...row, cell: cellOf(row) })),
    ["cell"],
  ).filter(([row]) => row?.cut_s !== "" || row.offered_tps === "900" || numberOf(row, "loss") > 0);
  const lines = cells.flatMap((repetitions): [string, Judged][] => {
    const row = repetitions[0] as Row;
    const ours = SEEDS.map((seed) => course(row, seed));
    const judged = (column: string, of: (own: Course) => number, share: number): [string, Judged] => [
      `${row.cell}: ${column}`,
      judge(
        repetitions.map((one) => numberOf(one, column)),
        mean(ours.map(of)),
        (measured) => share * measured,
      ),
    ];
    const lag = [
      judged("max_lag_bytes", ({ lagBytes }) => lagBytes, 0.1),
      judged("max_lag_s", ({ lagSeconds }) => lagSeconds, 0.1),
    ];
    // That run was watched for longer after its load than the row says, and the age of what the standby has grows on.
    if (numberOf(row, "loss") > 0) return lag.slice(0, 1);
    if (row.cut_s === "") return lag;
    return [
      judged("first_new_wal_after_restore_s", ({ firstAfterRestore }) => firstAfterRestore, 0.1),
      judged("caught_up_after_restore_s", ({ caughtUpAfterRestore }) => caughtUpAfterRestore, 0.15),
    ];
  });
  console.log(tableOf("asynchronous replication over bad lines", lines));
  expect(lines.filter(([, { isWithin }]) => !isWithin).map(([name]) => name)).toEqual(KNOWN);
});
