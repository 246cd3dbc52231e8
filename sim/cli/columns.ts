// Rows of text in aligned columns; the last column is as long as it is.

export function aligned(rows: readonly (readonly string[])[], indent = ""): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((text, i) => {
      widths[i] = Math.max(widths[i] ?? 0, text.length);
    });
  }
  return rows
    .map((row) => (indent + row.map((text, i) => text.padEnd(widths[i] ?? 0)).join("  ")).trimEnd())
    .join("\n");
}
