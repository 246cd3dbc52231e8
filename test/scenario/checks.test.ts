import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { diagnosed, edited } from "./example.ts";

/** What is changed, into what, and the one diagnostic that follows: code, marked text, a part of message or hint. */
type Mistake = [name: string, before: string, after: string, code: string, token: string, words: string];

const mistakes = readFileSync(new URL("../data/scenario-mistakes.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"))
  .map((line) => line.split(" | ").map((cell) => (cell === "(nothing)" ? "" : cell)) as Mistake);

describe("each mistake gives one diagnostic at the right place", () => {
  it.each(mistakes)("%s", (_, before, after, code, token, words) => {
    const found = diagnosed(edited(before, after)).filter((each) => each.code === code);
    expect(found.map((each) => [each.code, each.token])[0]).toEqual([code, token]);
    expect(`${found[0]?.message} — ${found[0]?.hint}`).toContain(words);
  });

  it.each(
    mistakes.filter(([, , , code]) => code === "TWIN1002" || code === "TWIN1003" || code === "TWIN1011"),
  )("%s, and nothing else", (name, before, after, code) => {
    // A misspelt `workload` also leaves the scenario without one.
    const expected = name === "an unknown section" ? [code, "TWIN1081"] : [code];
    expect(new Set(diagnosed(edited(before, after)).map((each) => each.code))).toEqual(new Set(expected));
  });
});

it("all problems are told at once, in the order of the file", () => {
  const text = edited("mean: 1e-6", "mean: 120 %", edited("prefers: shanghai", "prefers: wuhan"));
  const all = diagnosed(edited("link: carrier-1 }, { after", "link: carier-1 }, { after", text));
  expect(all.map(({ code }) => code)).toEqual(["TWIN1011", "TWIN1054", "TWIN1020"]);
});

it("a scenario without mistakes has no diagnostics", () => {
  expect(diagnosed(edited("share: 30 %", "share: 30%"))).toEqual([]);
});

it("a chain of followers that ends in itself is told once for each of its clusters, with the way", () => {
  const text = edited("nodes: 1, follows: orders }", "nodes: 1, follows: reports-b }");
  const found = diagnosed(
    edited("nodes: 1, follows: orders, delay", "nodes: 1, follows: reports-a, delay", text),
  );
  expect(found.map(({ code }) => code)).toEqual(["TWIN1057", "TWIN1057"]);
  expect(found[0]?.message).toContain("reports-a → reports-b → reports-a");
});

it("with two loaded clusters every population says which it uses", () => {
  const text = edited(
    "  orders: { arrivals",
    "  reports-a: { arrivals: { kind: constant, mean: 1 /s } }\n  orders: { arrivals",
  );
  const two = edited(
    "{ site: shanghai, role: auxiliary, nodes: 1, follows: orders }",
    "{ site: shanghai }",
    text,
  );
  const [first] = diagnosed(two);
  expect([first?.code, first?.token]).toEqual(["TWIN1082", "east"]);
});

it("a single site cannot be partitioned", () => {
  const text = `twinsite: 1
title: One site
sites: { here: {} }
clusters: { db: { site: here, nodes: 2 } }
workload: { db: { arrivals: { kind: constant, mean: 10 /s } } }
failover: none
disruptions: { cut: [ { kind: partition, isolates: here } ] }
`;
  expect(diagnosed(text).map(({ code, token }) => [code, token])).toEqual([["TWIN1094", "partition"]]);
});

it("off-site backup without a backup leaves nothing to restore", () => {
  const text = edited("shape: one-master-many-slaves", "shape: off-site-backup").replace(/^backup:.*$/m, "");
  expect(diagnosed(text).map(({ code }) => code)).toContain("TWIN1084");
});

it("an edge that joins unknown sites names the site", () => {
  const text = edited(
    "  acknowledge: { kind: asynchronous }",
    "  edges: { within-site: { acknowledge: synchronous }, shanghai -> bejing: { acknowledge: asynchronous } }\n  acknowledge: { kind: asynchronous }",
  );
  expect(diagnosed(text).map(({ code, token }) => [code, token])).toEqual([
    ["TWIN1020", "shanghai -> bejing"],
  ]);
});
