import { expect, test } from "vitest";
import { ExitCode, worstOf } from "../../sim/cli/exit-code.ts";
import { aFolder, twinsite } from "./twinsite.ts";

const { file } = aFolder();
/** Twenty runs decide that the median outage of a lost site is not below 1 ms, and cannot decide a p99. */
const expecting = (text: string) =>
  aFolder((scenario) => scenario.replace(/ {2}- rto.*\n/, `  - ${text}\n`)).file;

test.each([
  ["all objectives met", ["run", file, "-n", "20"], 0],
  ["help", ["--help"], 0],
  ["help of a command", ["run", "--help"], 0],
  ["version", ["--version"], 0],
  ["no command: the help", [], 0],
  ["unknown command", ["rum", file], 2],
  ["unknown flag", ["run", file, "--fast"], 2],
  ["missing argument", ["run"], 2],
  ["missing file", ["run", "nowhere.yaml"], 2],
  ["a folder where a file should be", ["run", "/"], 2],
  ["no replications", ["run", file, "-n", "0"], 2],
  ["an outlook of single writes", ["run", file, "--outlook", "--resolution", "transaction"], 2],
  ["an outlook of no years", ["run", file, "--outlook", "--years", "0"], 2],
  ["an outlook of too many years", ["run", file, "--outlook", "--years", "20000000"], 2],
  ["an outlook counted in replications", ["run", file, "--outlook", "-n", "5"], 2],
  ["years without an outlook", ["run", file, "--years", "5"], 2],
  ["an unknown resolution", ["run", file, "--resolution", "solid"], 2],
  ["an override without a value", ["run", file, "--set", "run.limit"], 2],
  ["an override of nothing", ["run", file, "--set", "run.limits=1 h"], 3],
  ["an objective missed", ["run", expecting("rtoAchieved p50 <= 1 ms for site-loss"), "-n", "20"], 4],
  [
    "an undecided objective only warns",
    ["run", expecting("rtoAchieved p99 <= 24 h for site-loss"), "-n", "20"],
    0,
  ],
  ["unless strict", ["run", expecting("rtoAchieved p99 <= 24 h for site-loss"), "-n", "20", "--strict"], 6],
  ["results that cannot be written", ["run", file, "-n", "5", "--out", `${file}/out`], 7],
  ["no such disruption", ["replay", file, "--disruption", "flood", "--replication", "1"], 2],
  ["nothing known of it", ["explain", "phlogiston"], 2],
  ["no such list", ["list", "wishes"], 2],
  ["no such draft", ["schema", "--draft", "4"], 2],
  ["no such template", ["init", "/tmp/never", "--template", "xyz"], 2],
] as const)("%s", async (_, args, code) => {
  const outcome = await twinsite(args);
  expect(outcome.code, outcome.stderr).toBe(code);
});

test("a mistake in the scenario is exit code 3, with file, line, column and the line itself", async () => {
  const broken = aFolder((text) => text.replace("bandwidth: 1 Gbit/s", "bandwith: 1 Gbit/s")).file;
  const outcome = await twinsite(["run", broken]);
  expect(outcome.code).toBe(3);
  expect(outcome.stdout).toBe("");
  expect(outcome.stderr).toContain(`${broken}:8:`);
  expect(outcome.stderr).toContain("^^^^^^^^");
  expect(outcome.stderr).toContain("bandwidth");
});

test("of several codes signals come first, then mistakes from small to large, then regressions, misses, doubts", () => {
  expect(worstOf([])).toBe(ExitCode.ok);
  expect(worstOf([ExitCode.undecided, ExitCode.missed])).toBe(4);
  expect(worstOf([ExitCode.missed, ExitCode.regressed])).toBe(5);
  expect(worstOf([ExitCode.regressed, ExitCode.incomplete, ExitCode.noBaseline])).toBe(7);
  expect(worstOf([ExitCode.invalidScenario, ExitCode.usage])).toBe(2);
  expect(worstOf([ExitCode.bug, ExitCode.interrupted])).toBe(130);
});
