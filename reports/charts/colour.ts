// Colours by meaning, from Okabe and Ito (2008), which people with any colour vision tell apart. They are written
// into the drawing as attributes for whoever knows no style sheet, light on white; a style sheet turns them for a
// dark screen. What is printed stays light. Lines and marks have at least 3:1 against both grounds; fills that have
// less carry an outline.
import type { Attributes } from "../markup.ts";
import type { Judged } from "../view/document.ts";

export interface Tone {
  readonly light: string;
  readonly dark: string;
}

const okabeIto = (colour: string): Tone => ({ light: colour, dark: colour });

export const TONES = {
  ground: { light: "#ffffff", dark: "#14171b" },
  text: { light: "#1b1f24", dark: "#e7e9ec" },
  quiet: { light: "#59616b", dark: "#a3abb5" },
  grid: { light: "#d5d9de", dark: "#363c44" },
  blue: okabeIto("#0072b2"),
  vermillion: okabeIto("#d55e00"),
  green: okabeIto("#009e73"),
  purple: okabeIto("#cc79a7"),
  orange: okabeIto("#e69f00"),
  sky: okabeIto("#56b4e9"),
  yellow: okabeIto("#f0e442"),
} as const satisfies Readonly<Record<string, Tone>>;
export type ToneName = keyof typeof TONES;

export const fill = (name: ToneName): Attributes => ({ class: `f-${name}`, fill: TONES[name].light });
export const stroke = (name: ToneName): Attributes => ({
  class: `s-${name}`,
  stroke: TONES[name].light,
  fill: "none",
});
/** A fill with an outline of the text's colour, where the fill alone would be too pale. */
export const outlined = (name: ToneName): Attributes => ({
  class: `f-${name} s-text`,
  fill: TONES[name].light,
  stroke: TONES.text.light,
});

/** What a chart shows decides its colour, and its dashes besides. */
export const MEANINGS = {
  outage: { tone: "blue", dash: undefined },
  loss: { tone: "vermillion", dash: "2 3" },
  planned: { tone: "green", dash: "7 3" },
} as const satisfies Readonly<Record<string, { tone: ToneName; dash: string | undefined }>>;

export const VERDICT_TONES = {
  met: "green",
  missed: "vermillion",
  undecided: "purple",
  "not-evaluated": "quiet",
  unchanged: "quiet",
  equivalent: "quiet",
  improved: "green",
  regressed: "vermillion",
  inconclusive: "purple",
  "not-comparable": "vermillion",
} as const satisfies Readonly<Record<Judged, ToneName>>;

const rules = (of: (tone: Tone) => string): string =>
  Object.entries(TONES)
    .map(([name, tone]) => `.f-${name}{fill:${of(tone)}}.s-${name}{stroke:${of(tone)}}`)
    .join("");

/** For a chart by itself and for a page with charts. */
export const CHART_STYLE = `${rules(({ light }) => light)}@media screen and (prefers-color-scheme:dark){${rules(({ dark }) => dark)}}`;
