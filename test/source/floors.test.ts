import { expect, it } from "vitest";
import { importsOf, sourceFiles } from "./files.ts";

// The floors of the house: a file imports from a lower floor or from its own folder.
const floors: Readonly<Record<string, number>> = {
  quantity: 0,
  kernel: 1,
  statistics: 1,
  config: 1,
  rare: 2,
  network: 2,
  database: 2,
  cluster: 3,
  replication: 4,
  failover: 4,
  backup: 4,
  balancing: 4,
  workload: 4,
  faults: 4,
  metrics: 4,
  transaction: 4,
  fluid: 4,
  scenario: 5,
  model: 6,
  experiment: 7,
  calibration: 7,
  "index.ts": 8,
  cli: 9,
};
const folderOf = (path: string): string => path.split("/")[1] as string;
/** The siblings that others may use: arithmetic is arithmetic. */
const shared = new Set([
  "sim/kernel/arithmetic.ts",
  "sim/kernel/incomplete-gamma.ts",
  "sim/kernel/normal.ts",
]);

it("a file imports from a lower floor or its own folder", () => {
  const wrong = sourceFiles("sim").flatMap((file) => {
    const folder = folderOf(file.path);
    const floor = floors[folder];
    if (floor === undefined) return [`${file.path} stands on no floor`];
    return importsOf(file)
      .filter((name) => name.startsWith("sim/") && folderOf(name) !== folder && !shared.has(name))
      .filter((name) => (floors[folderOf(name)] ?? Number.POSITIVE_INFINITY) >= floor)
      .map((name) => `${file.path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
});

it("reports and the page use the door, and nothing in the engine knows them", () => {
  const wrong = [
    ...sourceFiles("reports").flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith("sim/") && name !== "sim/index.ts")
        .map((name) => `${file.path} imports ${name}`),
    ),
    ...sourceFiles("sim")
      .filter(({ path }) => !path.startsWith("sim/cli/"))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith("reports/") || name.startsWith("web/"))
          .map((name) => `${file.path} imports ${name}`),
      ),
  ];
  expect(wrong).toEqual([]);
});

it("below the roof there are three packages: seedrandom, yaml, zod", () => {
  const packages = sourceFiles("sim")
    .filter(({ path }) => !path.startsWith("sim/cli/"))
    .flatMap((file) => importsOf(file).filter((name) => !name.startsWith("sim/")));
  expect([...new Set(packages)].sort()).toEqual(["seedrandom", "yaml", "zod"]);
});

it("the control plane, the port and the metrics do not know which data plane they run on", () => {
  const wrong = sourceFiles("sim")
    .filter(({ path }) =>
      /^sim\/(kernel|cluster|replication|failover|backup|balancing|workload|faults|metrics)\//.test(path),
    )
    .filter(({ code }) => /TransactionPlane|FluidPlane|\bresolution\b/.test(code))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

it("a policy is given orders and readings, never the truth", () => {
  const wrong = sourceFiles("sim")
    .filter(({ path }) => /^sim\/(failover|replication|backup|balancing|faults)\//.test(path))
    .filter(({ code }) => /DataTruth|\bLedger\b|acknowledgedPast|DataPlane\b/.test(code))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});

it("which data plane a run has is decided in one file; the engine else only passes it on", () => {
  const decides =
    /\bresolution\b\s*(?:[=!]==?(?!=)(?! undefined)|\?(?![?:.]))|switch \([^)]*\bresolution\b|\[[\w.]*\bresolution\]/;
  const wrong = sourceFiles("sim")
    .filter(({ path }) => !path.startsWith("sim/cli/") && path !== "sim/model/build.ts")
    .filter(({ code }) => decides.test(code))
    .map(({ path }) => path);
  expect(wrong).toEqual([]);
});
