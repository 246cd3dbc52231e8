import { expect, test } from "vitest";
import { jsonProblem } from "../../sim/calibration/json-place.ts";

const texts = [
  "{}",
  "[]",
  "{",
  "[1,]",
  '{"a":1,}',
  '{"a" 1}',
  '{"a":1 "b":2}',
  "[1 2]",
  "01",
  "1.",
  "-1.5e-3",
  "nul",
  "null",
  '"\\x"',
  '"\\u00e9\\n"',
  '"a\tb"',
  '{"a":[{"b":[]}]}',
  "[]]",
  "",
  " \n",
  "[1,2",
  '{"a":"b',
  "{1:2}",
  "\u00a0{}",
  "tru",
  '["\u0001"]',
];

test.each(texts)("%j has a problem exactly if JSON.parse refuses it", (text) => {
  let isJson = true;
  try {
    JSON.parse(text);
  } catch {
    isJson = false;
  }
  expect(jsonProblem(text) === undefined).toBe(isJson);
});

test("the place is the first character that cannot stand there", () => {
  expect(jsonProblem('{\n  "a": 1,\n  "b" 2\n}')).toEqual({ line: 3, column: 7, expected: "a colon" });
  expect(jsonProblem('{\n  "a": [1')).toEqual({
    line: 2,
    column: 10,
    expected: "a comma or ], found the end of the file",
  });
});
