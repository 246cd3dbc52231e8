// What every chart has in common: its size, its name for who cannot see it, texts, and how wide a text is. Nothing is
// measured, since there is no screen: widths are estimated, so the same chart has the same bytes everywhere.
import { type Attributes, type Content, element, type Markup } from "../markup.ts";
import type { Chart } from "../view/charts.ts";
import { CHART_STYLE, fill, type ToneName } from "./colour.ts";

export const WIDTH = 760;
export const FONT_SIZE = 12;

export interface Drawing {
  readonly height: number;
  readonly content: readonly Content[];
}

export interface FrameOptions {
  /** Makes the ids in it the only ones of a page. */
  readonly prefix: string;
  /** A file of its own: it brings its colours and its ground. */
  readonly isAlone: boolean;
}

export function frame(chart: Chart, { height, content }: Drawing, { prefix, isAlone }: FrameOptions): Markup {
  const [title, description] = [`${prefix}-title`, `${prefix}-description`];
  const attributes = {
    ...(isAlone && { xmlns: "http://www.w3.org/2000/svg" }),
    viewBox: `0 0 ${WIDTH} ${Math.ceil(height)}`,
    ...(isAlone && { width: WIDTH, height: Math.ceil(height) }),
    role: "img",
    "aria-labelledby": `${title} ${description}`,
    "font-family": "system-ui, 'DejaVu Sans', sans-serif",
    "font-size": FONT_SIZE,
  };
  const ground = element("rect", { width: WIDTH, height: Math.ceil(height), ...fill("ground") });
  return element(
    "svg",
    attributes,
    element("title", { id: title }, chart.title),
    element("desc", { id: description }, chart.description),
    ...(isAlone ? [element("style", {}, { markup: CHART_STYLE }), ground] : []),
    ...content,
  );
}

export interface TextOptions {
  readonly x: number;
  readonly y: number;
  readonly anchor?: "start" | "middle" | "end";
  readonly tone?: ToneName;
  readonly weight?: "bold";
}

/** `y` is the middle of the line. */
export function textAt(text: string, { x, y, anchor = "start", tone = "text", weight }: TextOptions): Markup {
  // 0.35 em from the middle down to the base line; not every renderer knows dominant-baseline.
  const place = { x, y: y + 0.35 * FONT_SIZE, "text-anchor": anchor, "font-weight": weight };
  return element("text", { ...place, ...fill(tone) }, text);
}

/** A line from one point to another. */
export const rule = (
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  attributes: Attributes,
): Markup => element("line", { x1, y1, x2, y2, ...attributes });

/** Pixels that a text takes; a little too many rather than too few. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) as number) >= 0x1100 ? 1 : 0.57;
  return width * FONT_SIZE;
}

/** A name that is too long ends in an ellipsis; the whole of it is what a pointer shows. */
export function label(text: string, options: TextOptions & { readonly room: number }): Markup {
  if (widthOf(text) <= options.room) return textAt(text, options);
  const kept = [...text];
  while (kept.length > 1 && widthOf(`${kept.join("")}…`) > options.room) kept.pop();
  return element("g", {}, element("title", {}, text), textAt(`${kept.join("")}…`, options));
}

/** As wide as the widest, within reason. */
export const labelWidth = (texts: readonly string[], most = 230): number =>
  Math.min(most, Math.max(40, ...texts.map(widthOf)));
