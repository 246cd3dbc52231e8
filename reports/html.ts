// A document as one HTML file: opens from a disk, asks for nothing else, runs no script. Light and dark follow the
// reader's system, paper is always light; verdicts are words with a shape, colour only repeats them.
import { CHART_STYLE, TONES, VERDICT_TONES } from "./charts/colour.ts";
import { svgWithin } from "./charts/draw.ts";
import { type Content, element, type Markup } from "./markup.ts";
import {
  type Block,
  type Line,
  linesOf,
  type Piece,
  piecesOf,
  SHAPES,
  type TableRow,
} from "./view/document.ts";
import { wordOf } from "./view/verdict-words.ts";

export function htmlOf(title: string, blocks: readonly Block[]): string {
  const head = element(
    "head",
    {},
    element("meta", { charset: "utf-8" }),
    element("meta", { "http-equiv": "Content-Security-Policy", content: POLICY }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("title", {}, title),
    element("style", {}, { markup: PAGE_STYLE + CHART_STYLE }),
  );
  const writer = new Writer();
  const body = blocks.map((block) => writer.block(block));
  const page = element(
    "html",
    { lang: "en" },
    head,
    element("body", {}, writer.contents(), element("main", {}, ...body)),
  );
  return `<!DOCTYPE html>\n${page.markup}\n`;
}

/** Nothing may be fetched, whatever a scenario is called. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** Numbers its headings and charts, so that each can be pointed at. */
class Writer {
  readonly #headings: { readonly id: string; readonly level: number; readonly text: string }[] = [];
  #charts = 0;

  block(block: Block): Markup {
    switch (block.kind) {
      case "heading": {
        const id = `part-${this.#headings.length + 1}`;
        this.#headings.push({ id, ...block });
        return element(`h${block.level}`, { id }, block.text);
      }
      case "paragraph":
        return element("p", {}, ...lineContent(block.text));
      case "list":
        return element("ul", {}, ...block.items.map((item) => element("li", {}, ...lineContent(item))));
      case "command":
        return element("pre", {}, element("code", {}, block.text));
      case "table":
        return tableOf(block.heads, block.rows);
      case "folded":
        return folded(
          block.summary,
          block.blocks.map((each) => this.block(each)),
        );
      case "chart": {
        const { chart } = block;
        this.#charts++;
        const numbers = folded("the numbers", [tableOf(chart.heads, chart.rows)]);
        const caption = element("figcaption", {}, chart.title);
        const drawing = element("div", { class: "drawing" }, svgWithin(chart, `chart-${this.#charts}`));
        return element("figure", {}, caption, drawing, numbers);
      }
    }
  }

  /** Of all headings but the smallest; nothing where there is only one. */
  contents(): Content {
    const shown = this.#headings.filter(({ level }) => level < 3);
    if (shown.length < 3) return "";
    const items = shown.map(({ id, level, text }) =>
      element("li", { class: `level-${level}` }, element("a", { href: `#${id}` }, text)),
    );
    return element("nav", { "aria-label": "contents" }, element("ul", {}, ...items));
  }
}

const folded = (summary: string, inner: readonly Markup[]): Markup =>
  element("details", {}, element("summary", {}, summary), ...inner);

function tableOf(heads: readonly string[], rows: readonly TableRow[]): Markup {
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)));
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      ...row.map((cell, i) => {
        const lines = linesOf(cell).map(lineContent);
        const content = lines.flatMap((line, k) => (k === 0 ? line : [element("br"), ...line]));
        const attributes = { ...(i === 0 && { scope: "row" }), ...(lines.length > 1 && { class: "stack" }) };
        return element(i === 0 ? "th" : "td", attributes, ...content);
      }),
    ),
  );
  const table = element("table", {}, element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "wide" }, table);
}

const lineContent = (line: Line): Content[] => piecesOf(line).map(pieceContent);

function pieceContent(piece: Piece): Content {
  if (typeof piece === "string") return piece;
  if ("code" in piece) return element("code", {}, piece.code);
  if ("strong" in piece) return element("strong", {}, piece.strong);
  const { verdict, more } = piece;
  const sign = element("span", { class: "sign", "aria-hidden": "true" }, SHAPES[verdict]);
  return [
    element("span", { class: `verdict ${verdict}` }, sign, ` ${wordOf(verdict)}`),
    more === undefined ? "" : ` ${more}`,
  ];
}

const variables = (theme: "light" | "dark"): string =>
  Object.entries(TONES)
    .map(([name, tone]) => `--${name}:${tone[theme]};`)
    .join("");

const verdicts = Object.entries(VERDICT_TONES)
  .map(([verdict, tone]) => `.verdict.${verdict}{border-color:var(--${tone})}`)
  .join("");

const PAGE_STYLE = `
:root{${variables("light")}color-scheme:light dark}
@media screen and (prefers-color-scheme:dark){:root{${variables("dark")}}}
body{margin:0;background:var(--ground);color:var(--text);font:15px/1.5 system-ui,sans-serif}
main,nav{max-width:70rem;margin:0 auto;padding:0 1rem}
main{padding-bottom:4rem}
h1{font-size:1.7rem;line-height:1.2;margin:2.2rem 0 1rem}
h2{font-size:1.25rem;margin:2.2rem 0 .6rem}
h3{font-size:1.05rem;margin:1.8rem 0 .4rem}
a{color:inherit}
nav ul{list-style:none;margin:1rem 0 0;padding:0;columns:15rem;font-size:.87rem}
nav .level-2{padding-left:1rem}
nav .level-1{font-weight:600}
code,pre{font-family:ui-monospace,monospace;font-size:.87em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;border-left:3px solid var(--grid);margin:.6rem 0;padding:.3rem .8rem}
.wide,.drawing{overflow-x:auto}
table{border-collapse:collapse;font-size:.87rem;margin:.6rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .9rem .3rem 0;border-bottom:1px solid var(--grid)}
td{font-variant-numeric:tabular-nums}
thead th{color:var(--quiet);font-weight:600;vertical-align:bottom}
tbody th{font-weight:400}
.stack{white-space:nowrap}
figure{margin:1.4rem 0;break-inside:avoid}
figcaption{font-weight:600;margin-bottom:.3rem}
svg{display:block;width:100%;min-width:36rem;max-width:${760}px;height:auto}
details{margin:.6rem 0}
summary{color:var(--quiet);cursor:pointer;font-size:.87rem}
.verdict{white-space:nowrap;border-left:.3rem solid;padding-left:.4rem}
.sign{font-weight:700}
${verdicts}
@media print{:root{color-scheme:light}nav{display:none}main{max-width:none;padding:0}svg{min-width:0}
.wide,.drawing{overflow:visible}.stack{white-space:normal}table{font-size:.68rem}th,td{padding-right:.5rem}}
`;
