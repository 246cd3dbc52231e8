import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { aFolder, twinsite } from "./twinsite.ts";

const example = (file: string): string =>
  fileURLToPath(new URL(`../data/calibration/${file}`, import.meta.url));
const { file: scenario } = aFolder((text) => text.replace("failover: { kind: manual }", "failover: lease"));
const folder = mkdtempSync(join(tmpdir(), "twinsite-calibrate-"));

test("the fragment goes to stdout, or whole into the file of --out", async () => {
  const printed = await twinsite(["calibrate", `carrier-1=${example("ping.txt")}`]);
  expect(printed.code, printed.stderr).toBe(0);
  expect(printed.stdout).toContain("  carrier-1:\n");
  const out = join(folder, "fragment.yaml");
  const written = await twinsite(["calibrate", `carrier-1=${example("ping.txt")}`, "--out", out]);
  expect([written.code, written.stdout]).toEqual([0, `${out}\n`]);
  expect(readFileSync(out, "utf8")).toBe(printed.stdout);
});

test("--recorded writes the arrivals beside the fragment, and a scenario can use both", async () => {
  const out = join(folder, "load.yaml");
  const { code, stdout } = await twinsite([
    "calibrate",
    `orders=${example("pgbench-rate.txt")}`,
    "--recorded",
    "--out",
    out,
    "--json",
  ]);
  expect(code).toBe(0);
  const { schema, overrides } = JSON.parse(stdout);
  expect(schema).toBe("twinsite/calibration/v1");
  const used = join(folder, "small.yaml");
  writeFileSync(
    used,
    readFileSync(scenario, "utf8").replace(
      /arrivals: .*\}.*\}/,
      "arrivals: { kind: recorded, file: load-arrivals.csv } }",
    ),
  );
  expect(overrides[0]).toBe("workload.orders.arrivals={ kind: recorded, file: load-arrivals.csv }");
  expect((await twinsite(["validate", used])).code).toBe(0);
});

test("--diff names what differs, with exit code 4, and is silent about nothing that it could not compare", async () => {
  const args = ["calibrate", "--diff", scenario, example("patroni.yml"), example("iperf3.json")];
  const outcome = await twinsite(args);
  expect(outcome.code, outcome.stderr).toBe(4);
  expect(outcome.stdout).toMatch(/differs +clusters\.orders\.failover\.ttl +30 s +20 s +exact/);
  expect(outcome.stdout).toMatch(/agrees +links\.carrier-1\.bandwidth +1 Gbit\/s/);
  expect(outcome.stdout).toContain("Could not compare:");
  const document = JSON.parse((await twinsite([...args, "--json"])).stdout);
  expect(document).toMatchObject({ schema: "twinsite/drift/v1", scenario: "small" });
  const set = ["ttl=20 s", "loop=5 s", "retry=8 s", "maximumLag=16 MiB"].flatMap((each) => [
    "--set",
    `failover.${each}`,
  ]);
  const same = await twinsite([
    ...args,
    ...set,
    "--set",
    "replication.acknowledge={ kind: quorum, standbys: 1 }",
  ]);
  expect(same.code, same.stdout).toBe(0);
});

test("a wrong file is exit code 2 with its line, and nothing is written", async () => {
  const cut = join(folder, "cut.json");
  writeFileSync(cut, readFileSync(example("iperf3.json"), "utf8").slice(0, 512));
  const before = readdirSync(folder).sort();
  const outcome = await twinsite([
    "calibrate",
    example("ping.txt"),
    cut,
    "--out",
    join(folder, "never.yaml"),
  ]);
  expect(outcome.code).toBe(2);
  expect(outcome.stdout).toBe("");
  expect(outcome.stderr).toMatch(/cut\.json:\d+:\d+/);
  expect(outcome.stderr).toContain("the whole output of iperf3 --json is needed");
  expect(readdirSync(folder).sort()).toEqual(before);
  const document = JSON.parse((await twinsite(["calibrate", cut, "--json"])).stdout);
  expect(document).toMatchObject({ schema: "twinsite/error/v1", kind: "usage", exitCode: 2 });
  expect(document.diagnostics[0]).toMatchObject({ code: "TWIN1202", file: cut });
});

test.each([
  ["no such file", ["calibrate", "nowhere.txt"]],
  ["a link that the scenario lacks", ["calibrate", "--diff", scenario, `carrier-9=${example("ping.txt")}`]],
  ["--diff and --out", ["calibrate", "--diff", scenario, example("ping.txt"), "--out", "x.yaml"]],
  ["--recorded without --out", ["calibrate", "--recorded", example("pgbench.txt")]],
  [
    "--recorded without arrivals",
    ["calibrate", "--recorded", "--out", join(folder, "r.yaml"), example("ping.txt")],
  ],
  ["a score without a rehearsal", ["score"]],
  ["a score without a scenario", ["score", example("drill.csv")]],
  [
    "a disruption that is not there",
    ["score", example("drill.csv"), "--scenario", scenario, "--disruption", "flood"],
  ],
] as const)("%s is a mistake of usage", async (_, args) => {
  const { code, stderr } = await twinsite(args);
  expect(code, stderr).toBe(2);
  expect(existsSync(join(folder, "r.yaml"))).toBe(false);
});

test("score sets a rehearsal beside the runs of one disruption, the same for any number of threads", async () => {
  const args = [
    "score",
    example("drill.csv"),
    "--scenario",
    scenario,
    "--disruption",
    "site-loss",
    "--runs",
    "40",
    "--json",
  ];
  const [one, two] = await Promise.all([
    twinsite([...args, "--jobs", "1"]),
    twinsite([...args, "--jobs", "2"]),
  ]);
  expect(one.stdout).toBe(two.stdout);
  const { schema, rows, about, verdict } = JSON.parse(one.stdout);
  expect([schema, about.runs, verdict]).toEqual([
    "twinsite/score/v1",
    40,
    expect.stringMatching(/consistent|contradicted|undecided/),
  ]);
  expect(rows.map(({ what }: { what: string }) => what)).toEqual([
    "fault to detected",
    "detected to decided",
    "decided to promoted",
    "promoted to first-write",
    "first-write to clients-back",
    "fault to first-write",
    "fault to clients-back",
    "lost-rows",
  ]);
  const codes = { consistent: 0, contradicted: 4, undecided: 6 };
  expect(one.code).toBe(codes[verdict as keyof typeof codes]);
});

test("a rehearsal a day long is contradicted, and a mistake in one has its line", async () => {
  const drill = join(folder, "drill.csv");
  const args = [
    "score",
    drill,
    "--scenario",
    scenario,
    "--disruption",
    "site-loss",
    "--runs",
    "100",
    "--resolution",
    "fluid",
  ];
  writeFileSync(drill, "event,instant\nfault,+0 s\nclients-back,+1 d\n");
  const long = await twinsite(args);
  expect(long.code, long.stderr).toBe(4);
  expect(long.stdout).toContain("Contradicted: 0 of 1 are inside");
  writeFileSync(drill, "event,instant\nfault,+0 s\nclient-back,+1 d\n");
  const wrong = await twinsite(args);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain(`${drill}:3:1`);
  expect(wrong.stderr).toContain("did you mean clients-back?");
});

test("the template can be filled in", async () => {
  const { stdout, code } = await twinsite(["score", "--template"]);
  expect([code, stdout.split("\n").filter((line) => line.startsWith("fault,"))]).toEqual([0, ["fault,"]]);
});
