import { expect, test } from "vitest";
import { type Annotation, annotationsText } from "../../reports/annotations.ts";
import { csvText } from "../../reports/csv.ts";
import { junitXml, type TestSuite } from "../../reports/junit.ts";
import { element, printable } from "../../reports/markup.ts";
import { sarifLog } from "../../reports/sarif.ts";
import { stepSummary } from "../../reports/step-summary.ts";
import { codes, type Diagnostic } from "../../sim/index.ts";
import { all, wellFormed } from "./well-formed.ts";

const HOSTILE = `<script>alert("x")</script>&'\u0007\ud800 ]]>\uffff é 北京`;

test("the reader of these tests refuses what is not well-formed", () => {
  for (const text of ["<a>", "<a></b>", "<a>&x;</a>", "<a>&</a>", "<a b='c'/>", '<a b="1" b="2"/>']) {
    expect(() => wellFormed(text), text).toThrow();
  }
  expect(() => wellFormed("<a>\u0007</a>")).toThrow();
  expect(() => wellFormed("<a/><b/>")).toThrow("2 roots");
});

test("whatever a name is, an element stays well-formed and keeps the name", () => {
  const node = wellFormed(element("a", { b: HOSTILE }, HOSTILE).markup);
  expect(node.text).toBe(printable(HOSTILE));
  expect(node.attributes.b).toBe(printable(HOSTILE));
  expect(printable(HOSTILE)).toBe(`<script>alert("x")</script>&'\ufffd\ufffd ]]>\ufffd é 北京`);
});

const suites: readonly TestSuite[] = [
  {
    name: HOSTILE,
    properties: { seed: "42" },
    cases: [
      { group: "two.drill", name: "rto p99 <= 90 s", outcome: "passed" },
      { group: "two.drill", name: HOSTILE, outcome: "failed", message: HOSTILE, details: "line\n2" },
      { group: "two.drill", name: "rpo p99 <= 5 s", outcome: "skipped", message: "undecided: too few" },
    ],
  },
];

// The schema that Jenkins publishes (junit-10.xsd), as far as it concerns what we write.
const ALLOWED: Readonly<Record<string, { attributes: readonly string[]; children: readonly string[] }>> = {
  testsuites: {
    attributes: ["name", "tests", "failures", "errors", "skipped", "time"],
    children: ["testsuite"],
  },
  testsuite: {
    attributes: ["name", "tests", "failures", "errors", "skipped", "time"],
    children: ["properties", "testcase"],
  },
  properties: { attributes: [], children: ["property"] },
  property: { attributes: ["name", "value"], children: [] },
  testcase: { attributes: ["classname", "name", "time"], children: ["failure", "skipped"] },
  failure: { attributes: ["message", "type"], children: [] },
  skipped: { attributes: ["message"], children: [] },
};

test("JUnit is well-formed, has only what the common schema has, and counts right", () => {
  const root = wellFormed(junitXml(suites));
  const check = (node: ReturnType<typeof wellFormed>): void => {
    const { attributes, children } = ALLOWED[node.name] as (typeof ALLOWED)[string];
    expect(Object.keys(node.attributes).filter((name) => !attributes.includes(name))).toEqual([]);
    for (const child of node.children) {
      expect(children).toContain(child.name);
      check(child);
    }
  };
  check(root);
  expect(root.attributes).toMatchObject({ tests: "3", failures: "1", skipped: "1" });
  expect(all(root, "failure")[0]?.attributes.message).toBe(printable(HOSTILE));
  expect(all(root, "failure")[0]?.text).toBe("line\n2");
});

const at = (line: number, severity: Annotation["severity"]): Annotation => ({
  severity,
  file: "a,b:c%.yaml",
  line,
  message: `number ${line}`,
});

test("an annotation is one line, and nothing in it can end its properties or begin another", () => {
  const text = annotationsText([
    {
      ...at(3, "error"),
      title: "a:b,c",
      column: 4,
      endLine: 3,
      endColumn: 9,
      message: "50 %\r\n::error::forged",
    },
  ]);
  expect(text).toBe(
    "::error file=a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=4,endColumn=8,title=a%3Ab%2Cc::50 %25%0D%0A::error::forged\n",
  );
});

test("columns are left out of a range over several lines", () => {
  const text = annotationsText([{ ...at(3, "warning"), column: 4, endLine: 5, endColumn: 2 }]);
  expect(text).toBe("::warning file=a%2Cb%3Ac%25.yaml,line=3,endLine=5::number 3\n");
});

test("ten annotations are shown, the worst first, and the others counted", () => {
  const many = Array.from({ length: 24 }, (_, i) => at(i, i < 20 ? "warning" : "error"));
  const lines = annotationsText(many).trimEnd().split("\n");
  expect(lines.length).toBe(11);
  expect(lines.slice(0, 4).every((line) => line.startsWith("::error "))).toBe(true);
  expect(lines[0]).toContain("number 20");
  expect(lines[4]).toContain("number 0");
  expect(lines[10]).toBe("::notice title=twinsite::and 14 more, all of them in the log");
  expect(annotationsText([])).toBe("");
});

test("a text that a spreadsheet would evaluate is no formula, and a number stays one", () => {
  const rows = [["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "＝1", -1, 1e-7, undefined, true]];
  const [, row] = csvText(rows[0]?.map(() => "h") ?? [], rows).split("\r\n");
  expect(row?.startsWith(`"'=1+1","'+1","'-1","'@x","'\t=1","'\r=1","' =1","'＝1",-1,1e-7,,true`)).toBe(true);
});

test("quotes, commas and line ends are kept as RFC 4180 has it", () => {
  expect(csvText(["a", "b"], [['say "x"', "1,5\n"]])).toBe('a,b\r\n"say ""x""","1,5\n"\r\n');
});

const diagnostic: Diagnostic = {
  code: "TWIN1003",
  severity: "error",
  message: "unknown kind `power-lost`",
  file: "./scenarios/a b.yaml",
  line: 15,
  column: 11,
  endLine: 15,
  endColumn: 21,
  path: "disruptions.x.0.kind",
  hint: "did you mean `power-loss`?",
  fix: { text: "power-loss", applicability: "guess" },
};

test("SARIF names the rule, the region, the hint and the fix", () => {
  const log = sarifLog([diagnostic], { version: "1.2.3", codes });
  expect(log.version).toBe("2.1.0");
  const [run] = log.runs;
  const { rules } = run?.tool.driver ?? { rules: [] };
  expect(rules.length).toBe(codes.size);
  expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  const [result] = run?.results ?? [];
  expect(rules[result?.ruleIndex ?? -1]?.id).toBe("TWIN1003");
  expect(result?.message.text).toBe("unknown kind `power-lost`: did you mean `power-loss`?");
  const region = { startLine: 15, startColumn: 11, endLine: 15, endColumn: 21 };
  const artifactLocation = { uri: "scenarios/a%20b.yaml", uriBaseId: "%SRCROOT%" };
  expect(result?.locations[0]?.physicalLocation).toEqual({ artifactLocation, region });
  expect(result?.fixes?.[0]?.artifactChanges).toEqual([
    { artifactLocation, replacements: [{ deletedRegion: region, insertedContent: { text: "power-loss" } }] },
  ]);
});

test("a file outside of the repository keeps its place in SARIF", () => {
  const [run] = sarifLog([{ ...diagnostic, file: "/elsewhere/x.yaml" }], { version: "1", codes }).runs;
  const location = run?.results[0]?.locations[0]?.physicalLocation.artifactLocation;
  expect(location).toEqual({ uri: "file:///elsewhere/x.yaml" });
});

test("a summary is whole below its limit, and cut between two parts above it", () => {
  const parts = Array.from({ length: 200 }, (_, i) => `part ${i} é`);
  const markdown = `${parts.join("\n\n")}\n`;
  expect(stepSummary(markdown)).toBe(markdown);
  const cut = stepSummary(markdown, 1000);
  expect(new TextEncoder().encode(cut).length).toBeLessThan(1000);
  const kept = cut.trimEnd().split("\n\n");
  expect(kept.slice(0, -1)).toEqual(parts.slice(0, kept.length - 1));
  expect(kept.length).toBeGreaterThan(40);
  expect(kept.at(-1)).toContain("Cut here");
});
