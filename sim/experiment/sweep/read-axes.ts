// --grid, --range and --pair → axes, or what is wrong with them, all at once. What the values mean to the scenario is
// not known here: every point is validated as a whole later.
import { suggestion } from "../../config/nearest.ts";
import { type AmountRange, amountAt, parseAmount, printAmount } from "../../quantity/amount.ts";
import { shown } from "../../quantity/text.ts";
import { type Axis, choiceAt, type Setting, type WrittenAxis } from "./axis.ts";
import { atComma, type Piece, splitOutside } from "./outside.ts";

export type AxesReading =
  | { readonly axes: readonly Axis[]; readonly problems?: undefined }
  | { readonly problems: readonly string[] };

/** `isSampled`: ranges have as many values as there are samples. */
export function readAxes(written: readonly WrittenAxis[], isSampled: boolean): AxesReading {
  const problems: string[] = [];
  const axes = written.flatMap((axis) => {
    const found = READERS[axis.option](axis, isSampled);
    if (typeof found !== "string") return [found];
    problems.push(`${axis.option} ${shown(axis.text)}: ${found}`);
    return [];
  });
  const seen = new Map<string, string>();
  for (const { option, text, paths } of axes)
    for (const path of paths) {
      const other = seen.get(path);
      if (other !== undefined)
        problems.push(`${option} ${shown(text)}: \`${path}\` is already an axis: ${shown(other)}`);
      seen.set(path, text);
    }
  return problems.length > 0 ? { problems } : { axes };
}

const READERS: Readonly<
  Record<WrittenAxis["option"], (axis: WrittenAxis, isSampled: boolean) => Axis | string>
> = {
  "--grid": readGrid,
  "--range": readRange,
  "--pair": readPair,
};

interface Assignment {
  readonly path: string;
  readonly pathAt: number;
  readonly right: Piece;
}

/** `path=…` at an offset of the axis; a text says what is wrong. */
function readAssignment(piece: Piece, example: string): Assignment | string {
  const equals = piece.text.indexOf("=");
  if (equals <= 0) return `expected path=…, like ${example}`;
  const path = piece.text.slice(0, equals).trim();
  if (/\s/.test(path)) return `\`${shown(path)}\` is not a path: it has blanks`;
  const raw = piece.text.slice(equals + 1);
  const start = piece.start + equals + 1 + raw.length - raw.trimStart().length;
  if (raw.trim() === "") return `nothing is written after \`${path}=\`, expected something like ${example}`;
  return { path, pathAt: piece.start, right: { text: raw.trim(), start } };
}

const GRID = "clients.east.redirect.ttl=10s,30s,60s";
const RANGE = "clients.east.redirect.ttl=10s..80s/8";
const PAIR = "'clients.east.redirect.ttl=10s,60s clients.north.redirect.ttl=10s,60s'";

function listOf({ path, pathAt, right }: Assignment): Setting[] | string {
  const values = splitOutside(right.text, atComma);
  if (values.some(({ text }) => text === "")) return `a value is missing between two commas of \`${path}\``;
  const texts = values.map(({ text }) => text);
  const twice = texts.find((text, i) => texts.indexOf(text) !== i);
  if (twice !== undefined) return `the value ${shown(twice)} is written twice`;
  const range = texts.find((text) => isRange(text));
  if (range !== undefined) return `${shown(range)} is a range, not a value: write --range ${path}=${range}/8`;
  return values.map(({ text, start }) => ({
    path,
    value: text,
    pathAt,
    valueAt: [right.start + start, right.start + start + text.length],
  }));
}

const isRange = (text: string): boolean => {
  const [low, high] = text.split("..");
  return high !== undefined && parseAmount(low as string) !== undefined && /^\s*[\d.]/.test(high);
};

function readGrid(written: WrittenAxis): Axis | string {
  const assignment = readAssignment({ text: written.text, start: 0 }, GRID);
  if (typeof assignment === "string") return assignment;
  const values = listOf(assignment);
  return typeof values === "string" ? values : listAxis(written, [values]);
}

function readPair(written: WrittenAxis): Axis | string {
  const groups = splitOutside(written.text, (text, at) => /^\s+[^\s=,]+=/.test(text.slice(at)));
  const lists: Setting[][] = [];
  for (const group of groups.filter(({ text }) => text !== "")) {
    const assignment = readAssignment(group, PAIR);
    if (typeof assignment === "string") return assignment;
    const values = listOf(assignment);
    if (typeof values === "string") return values;
    lists.push(values);
  }
  const [first, ...others] = lists as [Setting[], ...Setting[][]];
  if (others.length === 0)
    return `one path moves alone: --grid; a pair is one word with several: --pair ${PAIR}`;
  const other = others.find(({ length }) => length !== first.length);
  if (other)
    return (
      `\`${first[0]?.path}\` has ${first.length} values and \`${other[0]?.path}\` ${other.length}: ` +
      "a pair moves together"
    );
  return listAxis(written, lists);
}

function listAxis(written: WrittenAxis, lists: readonly (readonly Setting[])[]): Axis {
  const count = lists[0]?.length ?? 0;
  const at = (choice: number): Setting[] => lists.map((list) => list[choice] as Setting);
  const paths = lists.map((list) => list[0]?.path ?? "");
  return { ...written, paths, count, at, within: (share) => at(choiceAt(share, count)) };
}

function readRange(written: WrittenAxis, isSampled: boolean): Axis | string {
  const assignment = readAssignment({ text: written.text, start: 0 }, RANGE);
  if (typeof assignment === "string") return assignment;
  const { path, pathAt, right } = assignment;
  const range = parseRange(right.text);
  if (typeof range === "string") return range;
  const { steps } = range;
  if (steps === undefined && !isSampled)
    return `how many values? write ${path}=${right.text.split(":")[0]}/8`;
  if (steps !== undefined && isSampled)
    return `--sample decides how many values there are: leave /${steps} away`;
  const setting = (share: number, of: number): Setting[] => [
    {
      path,
      value: printAmount(amountAt(range, share, of)),
      pathAt,
      valueAt: [right.start, right.start + right.text.length],
    },
  ];
  const within = (share: number, of: number): Setting[] => setting(share, of);
  if (steps === undefined) return { ...written, paths: [path], at: () => [], within };
  const problem = uneven(range, steps);
  if (problem !== undefined) return problem;
  const at = (choice: number): Setting[] => setting(choice / (steps - 1), steps);
  return { ...written, paths: [path], count: steps, at, within };
}

interface Range extends AmountRange {
  readonly steps?: number;
}

/** `10ms..80ms/8`, `1 Gbit/s..10 Gbit/s/5:log`, or what is wrong with it. */
export function parseRange(text: string): Range | string {
  const match = /^(.*?)\.\.(.*?)(?:\/(\d+))?(?::([a-z]+))?$/.exec(text);
  const [, from = "", to = "", steps, spacing] = match ?? [];
  if (!match || from.trim() === "" || to.trim() === "")
    return `expected a range with its number of values, like ${RANGE.split("=")[1]}`;
  if (spacing !== undefined && spacing !== "log" && spacing !== "linear")
    return `unknown spacing \`${spacing}\`: ${suggestion(spacing, ["log", "linear"], "spacings")}`;
  const [low, high] = [parseAmount(from), parseAmount(to)];
  if (!low) return `\`${shown(from)}\` is not a quantity, expected something like 10ms, 2 Gbit/s, 95 % or 3`;
  if (!high) return `\`${shown(to)}\` is not a quantity, expected something like 80ms, 2 Gbit/s, 95 % or 3`;
  const kind = low.kind === "whole number" && high.kind === "number" ? "number" : low.kind;
  if (kind !== high.kind && !(kind === "number" && high.kind === "whole number"))
    return `\`${shown(from)}\` is a ${low.kind} and \`${shown(to)}\` a ${high.kind}: write both alike`;
  if (!(high.value > low.value)) return `\`${shown(to)}\` is not more than \`${shown(from)}\``;
  if (spacing === "log" && low.value <= 0) return "a range that begins at 0 has no logarithmic spacing";
  if (steps !== undefined && Number(steps) < 2) return `a range has two values or more, not ${steps}`;
  return {
    kind,
    low: low.value,
    high: high.value,
    isLogarithmic: spacing === "log",
    ...(low.unit !== undefined && { unit: low.unit }),
    ...(steps !== undefined && { steps: Number(steps) }),
  };
}

/** Whole numbers between whole numbers: said rather than rounded into steps of different size. */
function uneven({ kind, low, high, isLogarithmic }: Range, steps: number): string | undefined {
  if (kind !== "whole number") return undefined;
  if (steps > high - low + 1) return `there are only ${high - low + 1} whole numbers from ${low} to ${high}`;
  if (isLogarithmic || (high - low) % (steps - 1) === 0) return undefined;
  return `${steps} even steps from ${low} to ${high} are not whole numbers: write ${low}.0..${high}.0/${steps} if fractions are meant`;
}
