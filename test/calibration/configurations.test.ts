import { expect, test } from "vitest";
import { acknowledgementOf } from "../../sim/calibration/standby-names.ts";
import { exampleText, field, problemsOf, readExample, readText } from "./examples.ts";

test("what patronictl shows becomes a lease and an acknowledgement", () => {
  const reading = readExample("patroni-show-config.yaml");
  const values = Object.fromEntries(reading.learned.map(({ path, value }) => [path.join("."), value]));
  expect(values).toEqual({
    "failover.kind": "lease",
    "failover.ttl": "30 s",
    "failover.loop": "10 s",
    "failover.retry": "10 s",
    "failover.maximumLag": "1 MiB",
    "replication.acknowledge": { kind: "synchronous", standbys: 1, stage: "received", whenAlone: "block" },
  });
});

test("a patroni.yml is what the cluster began with, and breaks of Patroni's rule are named", () => {
  const reading = readExample("patroni.yml", "orders");
  expect(field(reading, "clusters.orders.acknowledge")?.value).toEqual({
    kind: "quorum",
    standbys: 1,
    stage: "flushed",
  });
  expect(field(reading, "clusters.orders.failover.maximumLag")?.value).toBe("16 MiB");
  expect(reading.remarks.join("\n")).toContain("bootstrap.dcs is what the cluster began with");
  // 5 + 2 × 8 = 21 > 20
  expect(reading.remarks.join("\n")).toContain("21 s is more than ttl = 20 s");
});

const acknowledge = (text: string) => field(readText(text), "replication.acknowledge")?.value;

test("without the strict mode Patroni gives synchrony up; a quorum has its k", () => {
  expect(acknowledge("synchronous_mode: true\nttl: 30\n")).toMatchObject({ whenAlone: "degrade" });
  expect(acknowledge("synchronous_mode: quorum\nsynchronous_node_count: 2\n")).toEqual({
    kind: "quorum",
    standbys: 2,
  });
  expect(acknowledge("synchronous_mode: off\nttl: 30\n")).toEqual({ kind: "asynchronous" });
});

test("what is not in the file is not made up", () => {
  const { learned, unlearned } = readText("ttl: 30\nloop_wait: 10\n");
  expect(learned.map(({ path }) => path.join("."))).toEqual([
    "failover.kind",
    "failover.ttl",
    "failover.loop",
  ]);
  expect(unlearned.find(({ what }) => what === "acknowledge")?.because).toContain("neither synchronous_mode");
});

test("a pause is said", () => {
  expect(readText("ttl: 30\npause: true\n").remarks.join()).toContain("nothing fails over automatically");
});

test("a value of Patroni that is no number, and what is no YAML, have their place", () => {
  expect(problemsOf("loop_wait: 10\nttl: soon\n")).toMatchObject([
    { code: "TWIN1202", line: 2, column: 6, message: "ttl is not a number" },
  ]);
  expect(problemsOf("ttl: 30\n  loop_wait: [10\n")[0]).toMatchObject({ code: "TWIN1202" });
  expect(problemsOf("bootstrap:\n  users: {}\n")).toMatchObject([{ code: "TWIN1203" }]);
});

test("synchronous_standby_names is read as PostgreSQL reads it", () => {
  expect(acknowledgementOf("", "on")).toEqual({ kind: "asynchronous" });
  expect(acknowledgementOf("a, b", "on")).toEqual({ kind: "synchronous", standbys: 1, stage: "flushed" });
  expect(acknowledgementOf("FIRST 2 (a, b, c)", "remote_apply")).toEqual({
    kind: "synchronous",
    standbys: 2,
    stage: "applied",
  });
  expect(acknowledgementOf("2 (a, b)", undefined)).toEqual({ kind: "synchronous", standbys: 2 });
  expect(acknowledgementOf("any 1 (a, b)", "remote_write")).toEqual({
    kind: "quorum",
    standbys: 1,
    stage: "received",
  });
  expect(acknowledgementOf("ANY 1 (a, b)", "local")).toEqual({ kind: "asynchronous" });
  expect(acknowledgementOf("ANY (a", "on")).toBeUndefined();
});

test("a my.cnf says what a commit waits for, and what it risks beside", () => {
  const reading = readExample("my.cnf");
  expect(field(reading, "replication.acknowledge")?.value).toEqual({
    kind: "semi-synchronous",
    standbys: 1,
    timeout: "3 s",
  });
  expect(reading.unlearned.map(({ what }) => what)).toContain("innodb_flush_log_at_trx_commit = 2");
  expect(reading.remarks.join()).toContain("!includedir /etc/mysql/conf.d/ is not followed");
});

test("SHOW VARIABLES is read, with the names of MariaDB", () => {
  expect(field(readExample("variables.txt"), "replication.acknowledge")?.value).toEqual({
    kind: "asynchronous",
  });
});

test("options of other groups do not count, the last of a name does", () => {
  const on = "[mysqld]\nrpl_semi_sync_source_enabled=1\n";
  expect(acknowledge(`${on}[client]\nrpl_semi_sync_source_enabled=0\n`)).toMatchObject({
    kind: "semi-synchronous",
  });
  expect(acknowledge(`${on}rpl-semi-sync-source-enabled=0\n`)).toEqual({ kind: "asynchronous" });
  expect(readText("[mysqld]\nserver_id=1\n").unlearned[0]).toMatchObject({ what: "acknowledge" });
});

test("mistakes of a my.cnf have their line", () => {
  const timeout = exampleText("my.cnf").replace("= 3000", "= 3 s");
  expect(problemsOf(timeout)).toMatchObject([
    { code: "TWIN1202", line: 13, message: "`3 s` is not a whole number" },
  ]);
  expect(problemsOf("[mysqld]\n= 5\n")).toMatchObject([{ code: "TWIN1202", line: 2 }]);
  expect(problemsOf("[mysqld]\nrpl_semi_sync_source_enabled = maybe\n")).toMatchObject([{ line: 2 }]);
});
