// Another value of a field that is worth a look: half of what it is, or twice that where half is not allowed.

/** First the one that is more likely to help; none where the value has no number. */
export function otherValues(value: string): string[] {
  return [scaled(value, 0.5), scaled(value, 2)].filter(
    (text): text is string => text !== undefined && text !== value,
  );
}

/** Every time, amount or number in it; a count stays whole and at least one. */
function scaled(value: string, factor: number): string | undefined {
  if (/^\d+$/.test(value.trim())) return String(Math.max(1, Math.round(Number(value) * factor)));
  const amount = /(\d+(?:\.\d+)?)(\s*(?:µs|us|ms|s|min|h|d)\b)/g;
  if (!amount.test(value)) return undefined;
  return value.replace(amount, (_, digits: string, unit: string) => {
    return `${Number((Number(digits) * factor).toPrecision(6))}${unit}`;
  });
}
