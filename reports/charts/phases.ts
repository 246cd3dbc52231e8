// The phases of one run, end to end on one line each. A phase has the same colour and the same hatching everywhere;
// where there is room it says its name.
import { element, type Markup } from "../markup.ts";
import type { PhaseChart, PhaseStack } from "../view/charts.ts";
import { duration } from "../view/format.ts";
import { type Axis, axisBelow, axisFor } from "./axis.ts";
import { outlined, stroke, type ToneName } from "./colour.ts";
import { type Drawing, label, labelWidth, textAt, WIDTH, widthOf } from "./frame.ts";

const ROW = 30;

interface Look {
  readonly tone: ToneName;
  readonly isHatched: boolean;
}

const plain = (tone: ToneName): Look => ({ tone, isHatched: false });
const hatched = (tone: ToneName): Look => ({ tone, isHatched: true });
/** In the order of an incident. */
const LOOKS: Readonly<Record<string, Look>> = {
  detect: plain("orange"),
  decide: plain("sky"),
  fence: plain("purple"),
  promote: plain("green"),
  replay: plain("yellow"),
  redirect: plain("blue"),
  ramp: plain("vermillion"),
  block: hatched("orange"),
  repair: hatched("sky"),
  restart: hatched("purple"),
  restore: hatched("green"),
  human: hatched("yellow"),
};
const UNKNOWN = hatched("blue");
const lookOf = (name: string): Look => LOOKS[name] ?? UNKNOWN;

export function drawPhases({ stacks }: PhaseChart, prefix: string): Drawing {
  const names = Object.keys(LOOKS);
  const rank = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.length);
  const used = [...new Set(stacks.flatMap(({ phases }) => phases.map(({ name }) => name)))].sort(
    (a, b) => rank(a) - rank(b),
  );
  const left = labelWidth(stacks.map(({ name }) => name)) + 16;
  const { height: top, content: key } = legend(used, left, prefix);
  const bottom = top + ROW * stacks.length;
  const longest = Math.max(...stacks.map(totalOf));
  // Bars begin at zero, or they lie.
  const axis = axisFor([longest], {
    unit: "s",
    from: left,
    to: WIDTH - 90,
    zero: "none",
    hasBeyond: false,
  });
  const rows = stacks.map((stack, i) => row(stack, { axis, y: top + ROW * i + ROW / 2, left, prefix }));
  return {
    height: bottom + 28,
    content: [patterns(used, prefix), key, axisBelow(axis, top, bottom), ...rows],
  };
}

const totalOf = ({ phases }: PhaseStack): number => phases.reduce((sum, { seconds }) => sum + seconds, 0);

interface Place {
  readonly axis: Axis;
  readonly y: number;
  readonly left: number;
  readonly prefix: string;
}

function row(stack: PhaseStack, { axis, y, left, prefix }: Place): Markup {
  const parts: Markup[] = [];
  let sum = 0;
  for (const { name, setBy, seconds } of stack.phases) {
    const [from, to] = [axis.at(sum), axis.at(sum + seconds)];
    sum += seconds;
    const told = element("title", {}, `${name} ${duration(seconds)}, set by ${setBy}`);
    parts.push(
      element("g", {}, told, ...box(name, { x: from, y: y - 10, width: to - from, height: 20 }, prefix)),
    );
  }
  const all = `${duration(sum)}${stack.isOver ? "" : ", not over"}`;
  return element(
    "g",
    {},
    label(stack.name, { x: left - 8, y, anchor: "end", room: left - 12 }),
    ...parts,
    textAt(all, { x: axis.at(sum) + 6, y, tone: "quiet" }),
  );
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function box(name: string, place: Box, prefix: string): Markup[] {
  const { tone, isHatched } = lookOf(name);
  const base = element("rect", { ...place, ...outlined(tone) });
  if (!isHatched) return [base];
  return [base, element("rect", { ...place, fill: `url(#${patternId(tone, prefix)})` })];
}

const patternId = (tone: ToneName, prefix: string): string => `${prefix}-hatch-${tone}`;

function patterns(used: readonly string[], prefix: string): Markup {
  const tones = [...new Set(used.map(lookOf).flatMap(({ tone, isHatched }) => (isHatched ? [tone] : [])))];
  const hatch = (tone: ToneName): Markup =>
    element(
      "pattern",
      { id: patternId(tone, prefix), width: 6, height: 6, patternUnits: "userSpaceOnUse" },
      element("path", { d: "M0,6L6,0M-1,1L1,-1M5,7L7,5", "stroke-width": 1.5, ...stroke("text") }),
    );
  return element("defs", {}, ...tones.map(hatch));
}

function legend(used: readonly string[], left: number, prefix: string): { height: number; content: Markup } {
  let [x, y] = [left, 12];
  const entries = used.flatMap((name) => {
    const width = 18 + widthOf(name) + 14;
    if (x + width > WIDTH - 8) [x, y] = [left, y + 20];
    const entry = [
      ...box(name, { x, y: y - 6, width: 12, height: 12 }, prefix),
      textAt(name, { x: x + 18, y, tone: "quiet" }),
    ];
    x += width;
    return entry;
  });
  return { height: y + 20, content: element("g", {}, ...entries) };
}
