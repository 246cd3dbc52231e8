// Verdicts as JUnit XML, the form that every CI server shows. What is undecided is a skipped case with its reason: it
// is not green, and whether it fails the build is the exit code's affair. Times are 0: a result knows no clock.
import { type Content, element, type Markup } from "./markup.ts";

export type Outcome = "passed" | "failed" | "skipped";

export interface TestCase {
  /** What it belongs to, as the server groups it: "two-cities.site-loss". */
  readonly group: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** One line: why it failed, or was skipped. */
  readonly message?: string;
  /** More of it: numbers, the place in the scenario, the command that shows it. */
  readonly details?: string;
}

export interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
  readonly properties?: Readonly<Record<string, string>>;
}

export function junitXml(suites: readonly TestSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  const all = element(
    "testsuites",
    { name: "twinsite", ...counts(cases) },
    ...lines(suites.map(suiteOf), ""),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${all.markup}\n`;
}

const counts = (cases: readonly TestCase[]): Record<string, string> => ({
  tests: String(cases.length),
  failures: String(cases.filter(({ outcome }) => outcome === "failed").length),
  errors: "0",
  skipped: String(cases.filter(({ outcome }) => outcome === "skipped").length),
  time: "0",
});

function suiteOf({ name, cases, properties = {} }: TestSuite): Markup {
  const pairs = Object.entries(properties).map(([key, value]) => element("property", { name: key, value }));
  const head = pairs.length > 0 ? [element("properties", {}, ...lines(pairs, "    "))] : [];
  return element("testsuite", { name, ...counts(cases) }, ...lines([...head, ...cases.map(caseOf)], "  "));
}

function caseOf({ group, name, outcome, message = "", details = "" }: TestCase): Markup {
  const inner: Content[] =
    outcome === "passed"
      ? []
      : outcome === "failed"
        ? [element("failure", { message, type: "missed" }, details)]
        : [element("skipped", { message })];
  return element("testcase", { classname: group, name, time: "0" }, ...inner);
}

/** Each on a line of its own. */
function lines(elements: readonly Markup[], indent: string): Content[] {
  return [...elements.flatMap((each) => [`\n${indent}  `, each]), `\n${indent}`];
}
