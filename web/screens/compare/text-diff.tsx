// The two scenarios line by line: what was taken out, what was put in, with a little of what surrounds it.
import { type DiffLine, lineDiff } from "./line-diff.ts";

const AROUND = 2;

interface Props {
  readonly old: string | undefined;
  readonly next: string | undefined;
}

export function TextDiff({ old, next }: Props) {
  if (old === undefined || next === undefined) return null;
  if (old === next)
    return <p class="quiet">The texts of the scenarios are the same; overrides may differ.</p>;
  const lines = lineDiff(old.split("\n"), next.split("\n"));
  const near = (i: number): boolean =>
    lines.slice(Math.max(0, i - AROUND), i + AROUND + 1).some(({ sign }) => sign !== " ");
  return (
    <details class="diff">
      <summary>The texts, line by line</summary>
      <pre dir="auto">
        {lines.map((line, i) =>
          near(i) ? (
            <One line={line} key={i} />
          ) : near(i - 1) ? (
            <span class="quiet" key={i}>
              {"⋯\n"}
            </span>
          ) : null,
        )}
      </pre>
    </details>
  );
}

function One({ line: { sign, text } }: { readonly line: DiffLine }) {
  if (sign === " ") return <span>{`  ${text}\n`}</span>;
  return sign === "+" ? <ins>{`+ ${text}\n`}</ins> : <del>{`- ${text}\n`}</del>;
}
