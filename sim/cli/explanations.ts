// The long texts: of a diagnostic's code, of a metric with or without its unit, of a field of a scenario.
import { codes, type FieldMeaning, fieldMeanings, jsonSchema, metrics } from "../index.ts";

export const explanationOf = (subject: string): Explanation | undefined =>
  codeText(subject) ?? metricText(subject) ?? fieldText(subject);

export interface Explanation {
  readonly text: string;
  readonly [key: string]: unknown;
}

function codeText(subject: string): Explanation | undefined {
  const found = [...codes].find(([code]) => code === subject.toUpperCase());
  if (!found) return undefined;
  const [code, { title, text: meaning }] = found;
  return { text: `${code}: ${title}\n\n${meaning}`, code, title, meaning };
}

function metricText(subject: string): Explanation | undefined {
  const plain = subject.split("@")[0];
  const found = [...metrics.values()].find(
    ({ name }) => name === plain || name.replace(/(Seconds|Bytes|PerSecond)/, "") === plain,
  );
  if (!found) return undefined;
  const { name, unit, better, family, definition } = found;
  const text = `${name}: ${definition}\n\nunit ${unit}; ${better} is better; family ${family}`;
  return { text, metric: { name, unit, better, family, definition } };
}

function fieldText(subject: string): Explanation | undefined {
  const meanings = fieldMeanings(jsonSchema(), subject);
  return meanings.length === 0
    ? undefined
    : { text: `${subject}\n\n${meanings.map(meaningText).join("\n\n")}`, meanings };
}

function meaningText({ kinds, description, default: value, fields }: FieldMeaning): string {
  const lines = [
    ...(kinds.length > 0 ? [`kind ${kinds.join(", ")}`] : []),
    ...(description === undefined ? [] : [description]),
    value === undefined
      ? "no default"
      : `default ${typeof value === "object" ? JSON.stringify(value) : value}`,
    ...(fields.length > 0 ? [`fields ${fields.join(", ")}`] : []),
  ];
  return lines.map((line) => `  ${line}`).join("\n");
}
