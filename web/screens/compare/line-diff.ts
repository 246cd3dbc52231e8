// Two texts line by line: the longest common subsequence, what is not in it marked.
export interface DiffLine {
  readonly sign: " " | "+" | "-";
  readonly text: string;
}

export function lineDiff(old: readonly string[], next: readonly string[]): DiffLine[] {
  const common = lengths(old, next);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < next.length) {
    const [a, b] = [old[i], next[j]];
    if (a !== undefined && a === b) {
      lines.push({ sign: " ", text: a });
      i++;
      j++;
    } else if (b === undefined || (a !== undefined && at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ sign: "-", text: a as string });
      i++;
    } else {
      lines.push({ sign: "+", text: b });
      j++;
    }
  }
  return lines;
}

const at = (table: readonly Uint32Array[], i: number, j: number): number => table[i]?.[j] ?? 0;

/** Of the longest common subsequence of what is left from line i of the old and line j of the new. */
function lengths(old: readonly string[], next: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: old.length + 1 }, () => new Uint32Array(next.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    const row = table[i] as Uint32Array;
    for (let j = next.length - 1; j >= 0; j--) {
      row[j] =
        old[i] === next[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1));
    }
  }
  return table;
}
