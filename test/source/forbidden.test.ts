import { expect, it } from "vitest";
import { sourceFiles } from "./files.ts";

const engine = sourceFiles("sim").filter(({ path }) => !path.startsWith("sim/cli/"));

const rules: readonly { readonly what: string; readonly pattern: RegExp; readonly except?: RegExp }[] = [
  {
    what: "the clock, the process, the console",
    pattern: /\bDate\b|\bperformance\.|\bprocess\.|\bconsole\.|setTimeout|setInterval/,
  },
  { what: "unseeded randomness", pattern: /Math\.random|Math\.seedrandom/ },
  {
    what: "arithmetic whose last bit differs between engines",
    pattern:
      /Math\.(?:log|log2|log10|log1p|exp|expm1|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|cbrt|hypot)\b/,
  },
  { what: "the power operator, but for powers of two", pattern: /(?<!\b2\s)\*\*(?!\/)/ },
  {
    what: "simulated time as promises",
    pattern: /\basync\b|(?<!#)\bawait\b|\bPromise\b/,
    except: /^sim\/experiment\//,
  },
  { what: "state of a module", pattern: /^(?:export )?let /m },
  { what: "any", pattern: /:\s*any\b|\bas any\b|<any>/ },
  { what: "names without a home", pattern: /\benum\s+[A-Z]/ },
];

for (const { what, pattern, except } of rules)
  it(`the engine is without ${what}`, () => {
    const wrong = engine
      .filter(({ path, code }) => !except?.test(path) && pattern.test(code))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

it("no file is a drawer", () => {
  const drawers =
    /(?:^|\/)(?:utils?|helpers?|common|misc|types|constants|interfaces|base|impl|manager)(?:\.ts$|\/)/;
  const all = [...sourceFiles("sim"), ...sourceFiles("reports"), ...sourceFiles("test")];
  expect(all.map(({ path }) => path).filter((path) => drawers.test(path))).toEqual([]);
});

it("every source file says at its head what it is", () => {
  const files = [...sourceFiles("sim"), ...sourceFiles("reports")];
  expect(files.filter(({ text }) => !/^(?:#!.*\n)?\/\/ /.test(text)).map(({ path }) => path)).toEqual([]);
});

it("nothing is left to do in a comment, and no test is skipped in the source", () => {
  const marks = new RegExp(["TO", "DO|FIX", "ME|XX", "X"].join(""));
  const files = [...sourceFiles("sim"), ...sourceFiles("reports"), ...sourceFiles("test")];
  const wrong = files.filter(
    ({ text, code }) => marks.test(text) || /\b(?:it|test|describe)\.(?:only|skip|todo)\(/.test(code),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
