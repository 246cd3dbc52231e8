// The gate and the comparison as a user runs them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

const FAST = ["--resolution", "fluid", "--jobs", "1", "-q"];

describe("check", () => {
  const { folder, file } = aFolder();
  const baseline = join(folder, "baseline");
  const edit = (from: string, to: string): void =>
    writeFileSync(file, readFileSync(file, "utf8").replace(from, to));

  it("goes from no baseline to unchanged to regressed to accepted, each with its code", async () => {
    const first = await twinsite(["check", file, "--baseline", baseline, "-q"]);
    expect([first.code, first.stdout]).toEqual([8, expect.stringContaining("--accept writes one")]);

    const accepted = await twinsite(["check", file, "--baseline", baseline, "--accept", "-n", "24", ...FAST]);
    expect([accepted.code, accepted.stdout]).toEqual([0, `${join(baseline, "small.json")}: new\n`]);

    const same = await twinsite(["check", file, "--baseline", baseline, "-q"]);
    expect([same.code, same.stdout]).toEqual([0, expect.stringContaining("1 scenario: 1 unchanged")]);

    edit("rtt: 27 ms", "rtt: 60 ms");
    const summary = join(folder, "summary.md");
    const worse = await twinsite([
      "check",
      folder,
      "--baseline",
      baseline,
      "-q",
      "--annotations",
      "--summary",
      summary,
    ]);
    expect([worse.code, worse.stdout]).toEqual([
      5,
      expect.stringMatching(/links\.carrier-1\.rtt: 27 ms → 60 ms {2}←/),
    ]);
    expect(worse.stderr).toMatch(/^::error file=[^,]*small\.yaml,line=8/);
    expect(readFileSync(summary, "utf8")).toContain("## Gate: something regressed");

    const anew = await twinsite(["check", file, "--baseline", baseline, "--accept", ...FAST]);
    expect([anew.code, anew.stdout]).toEqual([0, expect.stringContaining(": changed\n")]);
    const again = await twinsite(["check", file, "--baseline", baseline, "--accept", "--jobs", "2", "-q"]);
    expect(again.stdout).toContain(": as it was\n");
  });

  it("is one document with --json, and refuses what it cannot hold against a baseline", async () => {
    const document = await twinsite(["check", file, "--baseline", baseline, "--json", "-q"]);
    expect(JSON.parse(document.stdout)).toMatchObject({
      schema: "twinsite/check/v1",
      exitCode: 0,
      scenarios: [
        { name: "small", verdict: "unchanged", replications: 24, objectives: [{ verdict: "met" }] },
      ],
    });
    const seed = await twinsite(["check", file, "--baseline", baseline, "--seed", "7", "-q"]);
    expect([seed.code, seed.stdout]).toEqual([8, expect.stringContaining("the baseline has seed 42, not 7")]);
    writeFileSync(join(baseline, "small.json"), '{"schema":"twinsite/baseline/v1"}');
    const broken = await twinsite(["check", file, "--baseline", baseline, "-q"]);
    expect([broken.code, broken.stdout]).toEqual([8, expect.stringContaining("is no baseline: engine")]);
  });

  it("refuses two scenarios of one name", async () => {
    mkdirSync(join(folder, "other"));
    writeFileSync(join(folder, "other", "small.yaml"), readFileSync(file));
    const { code, stderr } = await twinsite(["check", folder, "--baseline", baseline, "-q"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("would share the baseline small.json")]);
  });
});

it("the reference with clients that look up their server three times as rarely does not pass", async () => {
  const [reference, baselines] = ["scenarios/two-cities.yaml", "reports/baseline"];
  const slower = ["--set", "clients.*.redirect.ttl=90s"];
  const { code, stdout } = await twinsite(["check", reference, "--baseline", baselines, ...slower, "-q"]);
  expect([4, 5]).toContain(code);
  expect(stdout).toMatch(/clients\.east\.redirect\.ttl: 30 s → 90s {2}← this does it/);
  expect(stdout).toMatch(/regressed +rtoAchieved for /);
});

describe("compare", () => {
  const { folder, file } = aFolder();

  it("says what a change does, run by run, and which two runs to look at", async () => {
    const set = ["--set", "links.carrier-1.rtt=60 ms"];
    const { code, stdout } = await twinsite(["compare", file, ...set, "-n", "12", "--json", ...FAST]);
    const document = JSON.parse(stdout);
    expect([code, document]).toMatchObject([
      0,
      {
        schema: "twinsite/compare/v1",
        replications: 12,
        changes: [{ path: "links.carrier-1.rtt", old: "27 ms", new: "60 ms", isWritten: true }, {}],
        replays: { new: expect.stringContaining("--set 'links.carrier-1.rtt=60 ms' --seed 42") },
      },
    ]);
    const lag = document.rows.find(({ metric }: { metric: string }) => metric === "replicationLagSeconds");
    // A write every 20 ms is on its way for 13.5 ms of them before, and always after.
    expect(lag).toMatchObject({ word: "worse", worse: 12, pairs: 12 });
    expect(lag.difference.typical.value).toBeGreaterThan(0.01);
    const nothing = document.rows.find(({ metric }: { metric: string }) => metric === "writeAvailability");
    expect(nothing).toMatchObject({ word: "same", worse: 0, improved: 0, p: 1 });
  });

  it("pairs stored results, and refuses those of other seeds", async () => {
    const run = (name: string, ...more: string[]) =>
      twinsite(["run", file, "-n", "12", "--out", join(folder, name), ...FAST, ...more]);
    await Promise.all([run("a"), run("b", "--set", "links.carrier-1.rtt=60 ms"), run("c", "--seed", "7")]);
    const stored = (name: string): string => join(folder, name, "small.result.json");
    const { code, stdout } = await twinsite([
      "compare",
      stored("a"),
      stored("b"),
      "-q",
      "--metric",
      "replicationLagSeconds",
    ]);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/replicationLag .*worse \(worse in 12 of 12\)/),
    ]);
    expect(stdout).toContain("links.carrier-1.rtt: 27 ms → 60 ms");
    const other = await twinsite(["compare", stored("a"), stored("c"), "-q"]);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining("cannot be paired")]);
  });

  it("of a scenario with itself finds nothing", async () => {
    const { code, stdout } = await twinsite(["compare", file, file, "-n", "6", ...FAST]);
    expect([code, stdout]).toEqual([0, expect.stringContaining("The scenarios say the same.")]);
    expect(stdout).toMatch(/Of \d+ comparisons: \d+ same\./);
    const alone = await twinsite(["compare", file, "-q"]);
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining("compare with what?")]);
  });
});
