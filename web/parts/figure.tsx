// A chart in its frame: a title, the sentence that says the same, the table of its numbers, and what it can be saved as.
// The drawing is a function of the selection and of what is to be shown; drawing twice changes nothing.
import { select } from "d3-selection";
import { type ComponentChildren, createRef } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { saveCsv, savePng, saveSvg } from "./export.ts";
import { TableHead } from "./table-head.tsx";
import { Wide } from "./wide.tsx";

export type Svg = import("d3-selection").Selection<SVGSVGElement, unknown, null, undefined>;
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface FigureProps {
  /** Of a file that it is saved as. */
  readonly name: string;
  readonly title: string;
  /** One or two sentences for who cannot see it. */
  readonly sentence: string;
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** CSS pixels. */
  readonly height: number;
  /** Below it the drawing keeps this width and is scrolled. */
  readonly minWidth?: number;
  /** Called again when the size or `draw` itself changes: remember it with its data. */
  readonly draw: (svg: Svg, size: Size) => void;
  readonly children?: ComponentChildren;
}

export function Figure({
  name,
  title,
  sentence,
  heads,
  rows,
  height,
  minWidth = 0,
  draw,
  children,
}: FigureProps) {
  const svg = useMemo(() => createRef<SVGSVGElement>(), []);
  const [room, setRoom] = useState(0);
  const width = room > 0 ? Math.max(room, minWidth) : 0;
  const [isTable, setTable] = useState(false);
  useEffect(() => {
    const frame = svg.current?.parentElement;
    if (!frame) return undefined;
    const observer = new ResizeObserver(([entry]) => setRoom(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(frame);
    return () => observer.disconnect();
  }, [svg, isTable]);
  useEffect(() => {
    if (svg.current && width > 0) draw(select(svg.current), { width, height });
  }, [svg, draw, width, height, isTable]);
  const withSvg = (use: (element: SVGSVGElement) => void) => () => svg.current && use(svg.current);
  return (
    <figure>
      <figcaption>
        <span>{title}</span>
        <span class="tools">
          <button type="button" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
            {isTable ? "Show as chart" : "Show as table"}
          </button>
          {!isTable && (
            <>
              <button type="button" onClick={withSvg((element) => saveSvg(element, name))}>
                SVG
              </button>
              <button type="button" onClick={withSvg((element) => void savePng(element, name))}>
                PNG
              </button>
            </>
          )}
          <button type="button" onClick={() => saveCsv(heads, rows, name)}>
            CSV
          </button>
        </span>
        <span class="sentence">{sentence}</span>
      </figcaption>
      {isTable ? (
        <Numbers heads={heads} rows={rows} />
      ) : (
        <div {...(width > room && { class: "wide", tabIndex: 0, role: "group", "aria-label": title })}>
          <svg ref={svg} role="img" aria-label={`${title}. ${sentence}`} width={width} height={height} />
        </div>
      )}
      {children}
    </figure>
  );
}

export function Numbers({ heads, rows }: Pick<FigureProps, "heads" | "rows">) {
  return (
    <Wide label="The numbers">
      <table>
        <TableHead heads={heads} />
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${i} ${row[0]}`}>
              {row.map((cell, k) =>
                k === 0 ? (
                  <th scope="row" key={heads[k]}>
                    {cell}
                  </th>
                ) : (
                  <td key={heads[k]}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}
