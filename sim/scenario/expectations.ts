// The objectives of a scenario: every line of `expect:` read, with problems placed inside the line.

import { parseExpectation } from "./expectation.ts";
import { expectationPlaces } from "./expectation-places.ts";
import { childAt, type Located } from "./located.ts";
import type { Report } from "./report.ts";
import type { Expectation } from "./scenario.ts";

/** Sections whose names may follow `@`. */
const SCOPES = ["links", "clusters", "sites", "clients"];

/** Objectives that can be read; `text` is the source of the scenario, for columns. */
export function readExpectations(root: Located, text: string, report: Report): Expectation[] {
  const list = childAt(root, "expect");
  if (!list || !Array.isArray(list.content)) return [];
  const known = {
    disruptions: names(root, "disruptions"),
    scopes: SCOPES.flatMap((section) => names(root, section)),
  };
  const found: Expectation[] = [];
  for (const [index, node] of list.content.entries()) {
    if (typeof node.content !== "string") continue;
    const reading = parseExpectation(node.content, known);
    if ("expectation" in reading) {
      found.push({ ...reading.expectation, line: node.span.line });
      continue;
    }
    const place = expectationPlaces(node.span, node.content, text);
    for (const { code, start, end, message, hint } of reading.problems) {
      report.add(code, place(start, end), ["expect", index], message, { hint });
    }
  }
  return found;
}

function names(root: Located, section: string): string[] {
  const node = childAt(root, section);
  return node?.content instanceof Map ? [...node.content.keys()] : [];
}
