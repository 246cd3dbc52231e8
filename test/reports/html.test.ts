import { expect, test } from "vitest";
import { svgFile } from "../../reports/charts/draw.ts";
import { drillDocument } from "../../reports/drill-document.ts";
import { htmlOf } from "../../reports/html.ts";
import { markdownOf } from "../../reports/markdown.ts";
import type { Chart } from "../../reports/view/charts.ts";
import type { Block } from "../../reports/view/document.ts";
import type { ExperimentResult } from "../../sim/index.ts";
import { aResult, runsOf } from "./results.ts";
import { all, type Node, wellFormed } from "./well-formed.ts";

const HOSTILE = `"><img src=x onerror=alert(1)>\u0007 [a](javascript:b) | \`c\` *d* &amp; 北京`;

const runs = [
  ...runsOf(HOSTILE, 400, { rto: (i) => 20 + i / 10, lost: (i) => i, never: 9 }),
  ...runsOf("calm", 400, { rto: () => 0, lost: () => 0 }),
];
const rto = (expression: string, threshold: number) => ({
  expression,
  metric: "rtoAchievedSeconds",
  statistic: "p50" as const,
  comparison: "<=" as const,
  threshold,
});
const plain = aResult(runs, [rto("rtoAchieved p50 <= 90 s", 90), rto("rtoAchieved p50 <= 5 s", 5)]);
const result: ExperimentResult = {
  ...plain,
  scenario: { ...plain.scenario, name: HOSTILE, title: HOSTILE },
  assumptions: {
    unverified: 1,
    list: [{ path: HOSTILE, value: HOSTILE, source: HOSTILE, mark: "assumption" }],
  },
};
const blocks = drillDocument(result, { arguments: `'${HOSTILE}'`, runs });
const chartsIn = (all: readonly Block[]): Chart[] =>
  all.flatMap((block) => (block.kind === "chart" ? [block.chart] : []));
const page = htmlOf(HOSTILE, blocks);
const root = wellFormed(page);

const every = (node: Node): Node[] => [node, ...node.children.flatMap(every)];

test("a page with hostile names is well-formed, and they are only ever text", () => {
  const names = new Set(every(root).map(({ name }) => name));
  expect(names).not.toContain("img");
  expect(names).not.toContain("script");
  expect(
    every(root).some(({ attributes }) => Object.keys(attributes).some((key) => key.startsWith("on"))),
  ).toBe(false);
  expect(root.text).toContain(`"><img src=x onerror=alert(1)>\ufffd [a](javascript:b)`);
});

test("a page asks for nothing: no address in it leaves the page", () => {
  for (const { name, attributes } of every(root)) {
    for (const key of ["src", "href", "xlink:href", "action", "data", "poster"]) {
      expect(attributes[key] ?? "#", `${name} ${key}`).toMatch(/^#/);
    }
    for (const value of Object.values(attributes)) expect(value).not.toMatch(/url\((?!#)/);
  }
  for (const style of all(root, "style")) expect(style.text).not.toMatch(/url\(|@import/);
  const policy = all(root, "meta").find((meta) => "http-equiv" in meta.attributes);
  expect(policy?.attributes.content).toMatch(/^default-src 'none'/);
});

test("every id is there once, and every reference has its id", () => {
  const nodes = every(root);
  const ids = nodes.flatMap(({ attributes: { id } }) => id ?? []);
  expect(new Set(ids).size).toBe(ids.length);
  const references = nodes.flatMap(({ attributes }) => [
    ...(attributes["aria-labelledby"]?.split(" ") ?? []),
    ...(attributes.href?.slice(1) ?? []).toString().split(" ").filter(Boolean),
    ...Object.values(attributes).flatMap((value) => /^url\(#(.*)\)$/.exec(value)?.[1] ?? []),
  ]);
  expect(references.length).toBeGreaterThan(10);
  expect(references.filter((id) => !ids.includes(id))).toEqual([]);
});

test("every chart is an image with a name, a sentence and a table of its numbers", () => {
  const figures = all(root, "figure");
  expect(figures.length).toBe(chartsIn(blocks).length);
  expect(figures.length).toBeGreaterThanOrEqual(6);
  for (const figure of figures) {
    const [svg] = all(figure, "svg");
    expect(svg?.attributes.role).toBe("img");
    const [title, description] = [all(figure, "title")[0], all(figure, "desc")[0]];
    expect(svg?.attributes["aria-labelledby"]).toBe(`${title?.attributes.id} ${description?.attributes.id}`);
    expect(title?.text.length).toBeGreaterThan(5);
    expect(description?.text).toMatch(/\d/);
    expect(all(figure, "td").length).toBeGreaterThan(2);
  }
});

test("a verdict is a word with a sign of its own, and colour only repeats it", () => {
  const words = all(root, "span")
    .filter(({ attributes }) => attributes.class?.startsWith("verdict"))
    .map(({ text }) => text);
  expect(words).toContain("✓ met");
  expect(words).toContain("✗ MISSED");
});

test("Markdown with hostile names has no tag, no link and no torn table", () => {
  const text = markdownOf(blocks);
  const outside = text.replace(/(`+)(?:(?!\1)[\s\S])*?\1/g, "");
  expect(outside).not.toMatch(/(?<!\\)<img/);
  expect(outside).not.toContain("](");
  const tables = text.split("\n\n").filter((part) => part.startsWith("|"));
  expect(tables.length).toBeGreaterThan(3);
  for (const table of tables) {
    const cells = table.split("\n").map((row) => row.replaceAll("\\|", "").split("|").length);
    expect(new Set(cells).size, table).toBe(1);
  }
});

test("charts as files are well-formed, bring their colours, and do not clash with each other", () => {
  for (const chart of chartsIn(blocks)) {
    const svg = wellFormed(svgFile(chart));
    expect(svg.name).toBe("svg");
    expect(svg.attributes.xmlns).toBe("http://www.w3.org/2000/svg");
    expect(all(svg, "style")[0]?.text).toContain("prefers-color-scheme:dark");
  }
});

test("the same result gives the same bytes", () => {
  const again = drillDocument(structuredClone(result), {
    arguments: `'${HOSTILE}'`,
    runs: structuredClone(runs),
  });
  expect(htmlOf(HOSTILE, again)).toBe(page);
  expect(chartsIn(again).map(svgFile)).toEqual(chartsIn(blocks).map(svgFile));
});
