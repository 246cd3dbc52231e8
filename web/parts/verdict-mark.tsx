// A verdict as a word with a shape; its colour only repeats them.
import { type Judged, SHAPES } from "../../reports/view/document.ts";
import { wordOf } from "../../reports/view/verdict-words.ts";

export function VerdictMark({
  verdict,
  more,
}: {
  readonly verdict: Judged;
  readonly more?: string | undefined;
}) {
  return (
    <span class={`verdict ${verdict}`}>
      <span aria-hidden="true">{SHAPES[verdict]}</span> {wordOf(verdict)}
      {more === undefined ? "" : ` ${more}`}
    </span>
  );
}
