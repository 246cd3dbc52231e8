// The grammar of `expect:`:
//   <metric>[@scope] [mean|p50|p95|p99|max|total] <=|>= <quantity> [for <disruption>]
// A metric is named without its unit (`rtoAchieved`) or with it. Without a statistic the mean counts.
import { nearest, suggestion } from "../config/nearest.ts";
import {
  parseDuration,
  parseFrequency,
  parseRatio,
  parseSize,
  type Reading,
  shown,
} from "../quantity/text.ts";
import { type MetricName, type MetricUnit, metricNames, withoutUnit, withoutYear } from "./metric-names.ts";
import type { Expectation } from "./scenario.ts";

export const STATISTICS = ["mean", "p50", "p95", "p99", "max", "total"] as const;
type Statistic = (typeof STATISTICS)[number];

const GRAMMAR = "<metric>[@scope] [mean|p50|p95|p99|max|total] <=|>= <quantity> [for <disruption>]";
const MEASURE_GRAMMAR = "<metric>[@scope] [mean|p50|p95|p99|max] [for <disruption>]";

/** A problem with the part of the text from `start` to `end`. */
export interface ExpectationProblem {
  readonly code: "TWIN1030" | "TWIN1031" | "TWIN1032" | "TWIN1033" | "TWIN1034";
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly hint: string;
}

/** What an expectation may refer to. */
export interface Known {
  readonly disruptions: readonly string[];
  readonly scopes: readonly string[];
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type ExpectationReading =
  | { expectation: Omit<Expectation, "line"> }
  | { problems: ExpectationProblem[] };

export const parseExpectation = (text: string, known: Known): ExpectationReading =>
  new Reader(text, tokensOf(text), known).read();

/** What can be asked of a result: `rtoAchieved p99 for site-loss`. An expectation without its threshold. */
export type MeasureTerms = Pick<Expectation, "metric" | "scope" | "statistic" | "disruption">;
export type MeasureReading = { measure: MeasureTerms } | { problems: ExpectationProblem[] };

export const parseMeasure = (text: string, known: Known): MeasureReading =>
  new Reader(text, tokensOf(text), known).readMeasure();

const tokensOf = (text: string): Token[] =>
  [...text.matchAll(/<=|>=|[<>=]|[^\s<>=]+/g)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));

class Reader {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #known: Known;
  readonly #problems: ExpectationProblem[] = [];
  #next = 0;

  constructor(text: string, tokens: readonly Token[], known: Known) {
    this.#text = text;
    this.#tokens = tokens;
    this.#known = known;
  }

  read(): ExpectationReading {
    const { name, scope } = this.#metric();
    const statistic = this.#statistic();
    const comparison = this.#comparison();
    const { text: amount, token } = this.#amount();
    const disruption = this.#disruption();
    const metric = this.#measured(name, amount, token);
    if (!metric || !comparison || this.#problems.length > 0) return { problems: this.#problems };
    const expectation = {
      metric: metric.name,
      ...(scope === undefined ? {} : { scope }),
      statistic,
      comparison,
      threshold: metric.threshold,
      unit: metric.unit,
      ...(disruption === undefined ? {} : { disruption }),
      text: this.#text.trim(),
    };
    return { expectation };
  }

  readMeasure(): MeasureReading {
    const { name, scope } = this.#metric();
    const isShort = this.#tokens[this.#next]?.text === "for";
    const statistic = isShort ? "mean" : this.#statistic();
    const disruption = this.#disruption();
    const [metric] = this.#candidates(name);
    const extra = disruption === undefined ? this.#tokens[this.#next] : undefined;
    if (extra && this.#problems.length === 0)
      this.#problem("TWIN1030", extra, `unexpected \`${shown(extra.text)}\``, MEASURE_GRAMMAR);
    if (!metric || this.#problems.length > 0) return { problems: this.#problems };
    const terms = { metric: metric.name, statistic };
    return {
      measure: {
        ...terms,
        ...(scope !== undefined && { scope }),
        ...(disruption !== undefined && { disruption }),
      },
    };
  }

  #problem(code: ExpectationProblem["code"], token: Token | undefined, message: string, hint: string): void {
    const last = this.#text.trimEnd().length;
    const { start, end } = token ?? { start: Math.max(0, last - 1), end: Math.max(1, last) };
    this.#problems.push({ code, start, end, message, hint });
  }

  #take(): Token | undefined {
    return this.#tokens[this.#next++];
  }

  #metric(): { name: Token | undefined; scope: string | undefined } {
    const token = this.#take();
    if (!token) return { name: undefined, scope: undefined };
    const at = token.text.indexOf("@");
    if (at < 0) return { name: token, scope: undefined };
    const scope = { text: token.text.slice(at + 1), start: token.start + at + 1, end: token.end };
    if (!this.#known.scopes.includes(scope.text)) {
      const hint = suggestion(scope.text, this.#known.scopes, "scopes");
      const place = scope.text === "" ? token : scope;
      this.#problem("TWIN1034", place, `unknown scope \`${shown(scope.text)}\``, hint);
    }
    return {
      name: { text: token.text.slice(0, at), start: token.start, end: token.start + at },
      scope: scope.text,
    };
  }

  #statistic(): Statistic {
    const token = this.#tokens[this.#next];
    const found = STATISTICS.find((statistic) => statistic === token?.text);
    if (found || (token && /^[A-Za-z]/.test(token.text))) this.#next++;
    if (token && !found && /^[A-Za-z]/.test(token.text)) {
      const hint = suggestion(token.text, STATISTICS, "statistics");
      this.#problem("TWIN1030", token, `unknown statistic \`${shown(token.text)}\``, hint);
    }
    return found ?? "mean";
  }

  #comparison(): "<=" | ">=" | undefined {
    const token = this.#take();
    if (token?.text === "<=" || token?.text === ">=") return token.text;
    const found = token ? `, found \`${shown(token.text)}\`` : "";
    const hint = token && /^[<>]/.test(token.text) ? `write \`${token.text}=\`` : GRAMMAR;
    this.#problem("TWIN1030", token, `expected <= or >=${found}`, hint);
    return undefined;
  }

  /** Everything up to `for`: `90 s`, `99.9 %`. */
  #amount(): { text: string; token: Token | undefined } {
    const from = this.#next;
    while (this.#tokens[this.#next] && this.#tokens[this.#next]?.text !== "for") this.#next++;
    const [first, last] = [this.#tokens[from], this.#tokens[this.#next - 1]];
    if (!first || !last || this.#next === from) {
      if (this.#problems.length === 0) this.#problem("TWIN1030", undefined, "expected a quantity", GRAMMAR);
      return { text: "", token: undefined };
    }
    const text = this.#text.slice(first.start, last.end);
    return { text, token: { text, start: first.start, end: last.end } };
  }

  #disruption(): string | undefined {
    if (this.#tokens[this.#next]?.text !== "for") return undefined;
    const keyword = this.#take();
    const token = this.#take();
    if (!token) {
      this.#problem("TWIN1030", keyword, "expected a disruption after `for`", GRAMMAR);
      return undefined;
    }
    if (!this.#known.disruptions.includes(token.text)) {
      const hint = suggestion(token.text, this.#known.disruptions, "disruptions");
      this.#problem("TWIN1033", token, `unknown disruption \`${shown(token.text)}\``, hint);
    }
    const extra = this.#tokens[this.#next];
    if (extra) this.#problem("TWIN1030", extra, `unexpected \`${shown(extra.text)}\``, GRAMMAR);
    return token.text;
  }

  /** The metrics of that name; none is a problem. */
  #candidates(token: Token | undefined): readonly MetricName[] {
    const found = metricNames.filter(
      ({ name, unit }) =>
        token &&
        (name === token.text ||
          withoutUnit(name) === token.text ||
          // Per year is the only sense that a sum over years has.
          (unit === "s/year" && withoutYear(name) === token.text)),
    );
    if (found.length > 0) return found;
    const names = [...new Set(metricNames.map(({ name }) => withoutUnit(name)))];
    const near = token ? nearest(token.text, names) : undefined;
    const hint = near
      ? `did you mean \`${near}\`? twinsite list metrics`
      : `known metrics: ${names.join(", ")}`;
    this.#problem(
      "TWIN1031",
      token,
      token ? `unknown metric \`${shown(token.text)}\`` : "expected a metric",
      hint,
    );
    return [];
  }

  #measured(
    name: Token | undefined,
    amount: string,
    place: Token | undefined,
  ): (MetricName & { threshold: number }) | undefined {
    const candidates = this.#candidates(name);
    if (!place) return undefined;
    const readings = candidates.map((metric) => ({ metric, reading: READERS[metric.unit](amount) }));
    for (const { metric, reading } of readings)
      if (reading.ok) return { ...metric, threshold: reading.value };
    const first = readings[0];
    if (first && !first.reading.ok) {
      const hint =
        first.reading.meant.length > 0 ? `did you mean ${first.reading.meant.join(" or ")}?` : GRAMMAR;
      const words = `\`${withoutUnit(first.metric.name)}\` is ${UNIT_WORDS[first.metric.unit]}: ${first.reading.problem}`;
      this.#problem("TWIN1032", place, words, hint);
    }
    return undefined;
  }
}

const UNIT_WORDS: Readonly<Record<MetricUnit, string>> = {
  s: "a duration",
  B: "a size",
  count: "a count",
  ratio: "a ratio",
  "/s": "a rate",
  "/year": "a number per year",
  "s/year": "a duration per year",
};

const scaled = (reading: Reading<number>, factor: number): Reading<number> =>
  reading.ok ? { ok: true, value: reading.value * factor } : reading;

/** µs, as a duration is read, to seconds. */
const inSeconds = (text: string): Reading<number> => {
  const reading = parseDuration(text);
  return reading.ok ? { ok: true, value: reading.value / 1e6 } : reading;
};

function plainNumber(text: string): Reading<number> {
  const value = /^\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text.trim()) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return { ok: true, value };
  return { ok: false, problem: `\`${shown(text)}\` is not a plain number`, meant: [] };
}

const READERS: Readonly<Record<MetricUnit, (text: string) => Reading<number>>> = {
  s: inSeconds,
  B: parseSize,
  count: plainNumber,
  ratio: parseRatio,
  "/s": (text) => scaled(parseFrequency(text), 1e6),
  "/year": (text) => plainNumber(text.replace(/\s*\/\s*(a|y|year)$/, "")),
  "s/year": (text) => inSeconds(text.replace(/\s*\/\s*(a|y|year)$/, "")),
};
