import { describe, expect, it } from "vitest";
import { loadScenario } from "../../sim/scenario/load.ts";

const scenario = (arrivals: string) => `twinsite: 1
title: A recording
sites: { here: {} }
failover: none
clusters: { db: { site: here, nodes: 2 } }
workload: { db: { arrivals: ${arrivals} } }
`;
const RECORDED = "{ kind: recorded, file: load.csv }";
const load = (csv: string, arrivals = RECORDED) =>
  loadScenario(scenario(arrivals), { file: "f.yaml", attachments: { "load.csv": csv } });
const problems = (csv: string, arrivals = RECORDED) =>
  load(csv, arrivals).diagnostics.map(
    ({ code, file, line, message }) => `${code} ${file}:${line} ${message}`,
  );

describe("a recording", () => {
  it("gives instants in microseconds, from the unit in its header", () => {
    const columns = (csv: string) => load(csv).scenario?.attachments["load.csv"]?.columns;
    expect(columns("arrival_us,latency_us\n0,3\n10,4\n")).toEqual([
      { header: "arrival_us", values: [0, 10] },
    ]);
    expect(columns("id,t_ms\na,0.5\nb,2\n")).toEqual([{ header: "t_ms", values: [500, 2000] }]);
    expect(columns("t_s\r\n1\r\n2\r\n")).toEqual([{ header: "t_s", values: [1e6, 2e6] }]);
  });

  it("may say which column", () => {
    const loaded = load("a_us,b_us\n0,5\n1,6\n", "{ kind: recorded, file: load.csv, column: b_us }");
    expect(loaded.scenario?.attachments["load.csv"]?.columns).toEqual([{ header: "b_us", values: [5, 6] }]);
  });

  it("is part of the canonical text", () => {
    expect(load("t_us\n0\n1\n").canonical).not.toBe(load("t_us\n0\n2\n").canonical);
  });

  it("that is missing is named", () => {
    const { diagnostics } = loadScenario(scenario(RECORDED), { attachments: { "lod.csv": "" } });
    expect(diagnostics[0]).toMatchObject({ code: "TWIN1022", line: 6, column: 53 });
    expect(diagnostics[0]?.hint).toContain("did you mean `lod.csv`");
  });

  it.each([
    ["t_us\n0\nsoon\n", "TWIN1023 load.csv:3 `soon` is not an instant"],
    ["t_us\n5\n4\n", "TWIN1023 load.csv:3 `4` is earlier than the line before"],
    ["t_us\n0,1\n,2\n", "TWIN1023 load.csv:3 `` is not an instant"],
    ["when\n0\n1\n", "TWIN1023 load.csv:1 no column of instants with a unit"],
    ["t_us\n0\n", "TWIN1023 load.csv:1 a recording needs at least two different instants"],
    ["", "TWIN1023 load.csv:1 no column of instants with a unit"],
  ])("%j is refused at its line", (csv, problem) => {
    expect(problems(csv)).toEqual([problem]);
  });

  it("names the columns there are when the one wanted is not", () => {
    const { diagnostics } = load(
      "arrival_us\n0\n1\n",
      "{ kind: recorded, file: load.csv, column: arival_us }",
    );
    expect(diagnostics[0]).toMatchObject({ code: "TWIN1023", file: "f.yaml", line: 6 });
    expect(diagnostics[0]?.hint).toContain("did you mean `arrival_us`");
  });

  it("with a mistake in every line tells the first five", () => {
    expect(problems(`t_us\n${"x\n".repeat(1000)}`)).toHaveLength(5);
  });
});
