// The blocks of a report as the page shows them: the same headings, tables and charts as in Markdown and HTML.
import {
  type Block,
  type Line,
  linesOf,
  type Piece,
  piecesOf,
  type TableRow,
} from "../../reports/view/document.ts";
import { copy } from "../app/clipboard.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { VerdictMark } from "./verdict-mark.tsx";
import { Wide } from "./wide.tsx";
import "./blocks.css";
import { TableHead } from "./table-head.tsx";

export function Blocks({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <>
      {blocks.map((block, i) => (
        <One block={block} key={`${i} ${block.kind}`} />
      ))}
    </>
  );
}

function One({ block }: { readonly block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 1 ? (
        <h1>
          <bdi>{block.text}</bdi>
        </h1>
      ) : block.level === 2 ? (
        <h2>
          <bdi>{block.text}</bdi>
        </h2>
      ) : (
        <h3>
          <bdi>{block.text}</bdi>
        </h3>
      );
    case "paragraph":
      return (
        <p>
          <Pieces line={block.text} />
        </p>
      );
    case "list":
      return (
        <ul>
          {block.items.map((item, i) => (
            <li key={i}>
              <Pieces line={item} />
            </li>
          ))}
        </ul>
      );
    case "command":
      return <Command text={block.text} />;
    case "table":
      return <Table heads={block.heads} rows={block.rows} />;
    case "chart":
      return <ChartFigure chart={block.chart} />;
    case "folded":
      return (
        <details>
          <summary>{block.summary}</summary>
          <Blocks blocks={block.blocks} />
        </details>
      );
  }
}

export function Command({ text }: { readonly text: string }) {
  return (
    <div class="command">
      <pre>{text}</pre>
      <button type="button" onClick={() => copy(text, "the command")}>
        Copy
      </button>
    </div>
  );
}

/** Can be scrolled where the page is narrower than it. */
export function Table({
  heads,
  rows,
}: {
  readonly heads: readonly string[];
  readonly rows: readonly TableRow[];
}) {
  return (
    <Wide label={heads.filter((head) => head !== "").join(", ")}>
      <table>
        {heads.some((head) => head !== "") && <TableHead heads={heads} />}
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, k) => {
                const lines = linesOf(cell).map((line, n) => (
                  <div key={n}>
                    <Pieces line={line} />
                  </div>
                ));
                return k === 0 ? (
                  <th scope="row" key={k}>
                    {lines}
                  </th>
                ) : (
                  <td key={k}>{lines}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

export function Pieces({ line }: { readonly line: Line }) {
  return (
    <>
      {piecesOf(line).map((piece, i) => (
        <OnePiece piece={piece} key={i} />
      ))}
    </>
  );
}

function OnePiece({ piece }: { readonly piece: Piece }) {
  if (typeof piece === "string") return <bdi>{piece}</bdi>;
  if ("code" in piece) return <code>{piece.code}</code>;
  if ("strong" in piece)
    return (
      <strong>
        <bdi>{piece.strong}</bdi>
      </strong>
    );
  return <VerdictMark {...piece} />;
}
