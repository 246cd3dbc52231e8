// The parameter that is solved for: which values it may take, those that are probed first, and those between two.
import {
  type Amount,
  type AmountKind,
  amountAt,
  parseAmount,
  printAmount,
  roundedTo,
} from "../../quantity/amount.ts";
import { shown } from "../../quantity/text.ts";

export interface Parameter {
  readonly path: string;
  readonly kind: AmountKind;
  readonly low: number;
  readonly high: number;
  readonly unit?: string;
  /** Ends that differ by an order of magnitude are probed in even ratios. */
  readonly isLogarithmic: boolean;
}

const PROBES = 9;
/** Without a bracket: from a 32nd of what is written to 32 times as much. */
const REACH = 32;
const ORDER_OF_MAGNITUDE = 10;
/** Of the threshold, and of the bracket where the threshold is near 0. */
const TOLERANCE = 0.01;

/** `5s..300s`, or what is wrong with it. */
export function between(path: string, text: string): Parameter | string {
  const [from, to, ...more] = text.split("..");
  const [low, high] = [parseAmount(from ?? ""), parseAmount(to ?? "")];
  if (!low || !high || more.length > 0)
    return `expected two quantities, like 5s..300s, found \`${shown(text)}\``;
  const isNumber = low.kind.endsWith("number") && high.kind.endsWith("number");
  if (low.kind !== high.kind && !isNumber)
    return `\`${from}\` is a ${low.kind} and \`${to}\` a ${high.kind}: write both alike`;
  if (!(high.value > low.value)) return `\`${to}\` is not more than \`${from}\``;
  const kind = low.kind === high.kind ? low.kind : "number";
  return parameterOf(path, { ...low, kind }, low.value, high.value);
}

/** Around a value; undefined where it is no quantity, or zero. */
export function around(path: string, text: string): Parameter | undefined {
  const amount = parseAmount(text);
  if (!amount || !(amount.value > 0)) return undefined;
  const { kind, value } = amount;
  const [low, high] = [value / REACH, value * REACH].map((end) => Number(end.toPrecision(2))) as [
    number,
    number,
  ];
  return parameterOf(path, amount, kind === "whole number" ? Math.max(1, Math.floor(low)) : low, high);
}

const parameterOf = (path: string, { kind, unit }: Amount, low: number, high: number): Parameter => ({
  path,
  kind,
  ...(unit !== undefined && { unit }),
  low,
  high,
  isLogarithmic: low > 0 && high / low >= ORDER_OF_MAGNITUDE,
});

/** Ascending, each once, the ends among them. */
export function probesOf(parameter: Parameter): number[] {
  const values = Array.from({ length: PROBES }, (_, i) =>
    written(parameter, amountAt(parameter, i / (PROBES - 1), PROBES).value),
  );
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Between two values, where the next look should be; undefined where they are as close as they need to be. */
export function middleOf(parameter: Parameter, a: number, b: number): number | undefined {
  const [low, high] = a < b ? [a, b] : [b, a];
  const { kind, isLogarithmic } = parameter;
  const width = high - low;
  const least = Math.max(TOLERANCE * high, (TOLERANCE / 10) * (parameter.high - parameter.low));
  if (kind === "whole number" ? width <= 1 : width <= least) return undefined;
  const exact = isLogarithmic && low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
  if (kind === "whole number") return Math.min(high - 1, Math.max(low + 1, Math.round(exact)));
  const middle = written(parameter, roundedTo(exact, width / 8));
  return middle > low && middle < high ? middle : undefined;
}

export const textOf = ({ kind, unit }: Parameter, value: number): string =>
  printAmount({ kind, value, ...(unit !== undefined && { unit }) });

/** As it comes back from its text: durations are whole µs. */
const written = (parameter: Parameter, value: number): number =>
  parseAmount(textOf(parameter, value))?.value ?? value;
