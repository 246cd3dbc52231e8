// Which known name a misspelt one was probably meant to be: the least number of letters added, dropped, changed
// or swapped.

/** The nearest of `known`, or undefined when none is near: at most a third of the letters may differ. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(Math.min(word.length, 40) / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance =
      candidate.toLowerCase() === word.toLowerCase()
        ? 0
        : editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Damerau–Levenshtein distance with adjacent swaps (optimal string alignment). */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        least = Math.min(least, (before[j - 2] ?? 0) + 1);
      }
      row.push(least);
    }
    [before, above] = [above, row];
  }
  return above[b.length] ?? 0;
}

/** The nearest name as a replacement to offer; never certain. */
export function guess(word: string, known: readonly string[]) {
  const text = nearest(word, known);
  return text === undefined ? {} : { fix: { text, applicability: "guess" as const } };
}

/** The hint under an unknown name: what was meant, or what there is. */
export function suggestion(word: string, known: readonly string[], noun: string): string {
  const near = nearest(word, known);
  const list = known.length > 24 ? `${known.slice(0, 24).join(", ")}, …` : known.join(", ");
  const all = known.length === 0 ? `there are no ${noun}` : `known ${noun}: ${list}`;
  return near === undefined ? all : `did you mean \`${near}\`? ${all}`;
}
