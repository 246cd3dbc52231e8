// Which statistics stand behind the intervals of a document, and what each of them says.

export interface MethodUse {
  readonly method: string;
  readonly meaning: string;
  /** Numbers in the document that rest on it. */
  readonly uses: number;
}

/** By the word that a method's name holds; the first that fits. */
const MEANINGS: readonly (readonly [RegExp, string, string])[] = [
  [
    /order-statistics/,
    "order statistics",
    "a quantile's interval from the ranks around it: holds for any distribution, and needs 368 runs for a p99",
  ],
  [
    /woodruff/i,
    "Woodruff",
    "a quantile's interval through that of the share below it, for values in clusters",
  ],
  [/clopper-pearson/, "Clopper and Pearson", "an exact interval of a share; never shorter than it says"],
  [
    /rule-of-three/,
    "rule of three",
    "nothing was seen in n runs: with 95 % the chance of it is below about 3 ÷ n",
  ],
  [
    /zero events/,
    "three over time",
    "nothing was seen in so many years: with 95 % the rate is below 3 ÷ years",
  ],
  [
    /poisson/i,
    "exact Poisson",
    "an interval, or where events are few a bound, of a rate from counted events",
  ],
  [
    /ratio-student-t/,
    "ratio with Student's t",
    "a mean of incidents that come in years: both numbers vary, the interval knows it",
  ],
  [/hall/, "Hall's transformed t", "an interval of a mean of skewed values"],
  [/student-t/, "Student's t", "an interval of a mean of independent replications"],
  [
    /effective sample size|nothing seen in|no hit in|replications?$/,
    "too few for an interval",
    "what was seen is too little: only a bound that holds whatever the sizes, or nothing, is given",
  ],
  [/exact: pivotal/, "exact structure", "computed from the structure of the components, without chance"],
  [/closed form/, "closed form", "computed, not sampled"],
  [/signed-rank|hodges/i, "signed ranks", "the typical difference of pairs of runs (Hodges and Lehmann)"],
];

/** The most used first. */
export function methodsIn(document: unknown): MethodUse[] {
  const uses = new Map<string, MethodUse>();
  const visit = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if ("method" in value && typeof value.method === "string") add(uses, value.method);
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(document);
  return [...uses.values()].sort((a, b) => b.uses - a.uses);
}

function add(uses: Map<string, MethodUse>, written: string): void {
  const [, method = written, meaning = ""] = MEANINGS.find(([pattern]) => pattern.test(written)) ?? [];
  uses.set(method, { method, meaning, uses: (uses.get(method)?.uses ?? 0) + 1 });
}
