// explain: the long text of a diagnostic's code, a metric or a field; for result#disruption the causal chain of its outage.
import { codes, jsonSchema, metricDefinitions } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { explainResult } from "../explain-result.ts";
import { type FieldMeaning, fieldMeanings } from "../field-lookup.ts";
import type { RunOptions } from "../options.ts";
import { UsageError } from "../stops.ts";

export async function explain(subject: string, options: RunOptions, console: Console): Promise<ExitCode> {
  const hash = subject.lastIndexOf("#");
  if (hash > 0) {
    await explainResult(subject.slice(0, hash), subject.slice(hash + 1), options, console);
    return ExitCode.ok;
  }
  const found = codeText(subject) ?? metricText(subject) ?? fieldText(subject);
  if (!found) {
    throw new UsageError(
      `nothing is known of ${subject}: neither a code, nor a metric, nor a field of a scenario`,
    );
  }
  const { text, ...document } = found;
  if (options.json) console.json({ schema: "twinsite/explain/v1", subject, ...document });
  else console.result(`${text}\n`);
  return ExitCode.ok;
}

interface Explanation {
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
  const found = metricDefinitions().find(
    ({ name }) => name === plain || name.replace(/(Seconds|Bytes|PerSecond)/, "") === plain,
  );
  if (!found) return undefined;
  const { name, unit, better, family, definition } = found;
  const text = `${name}: ${definition}.\n\nunit ${unit || "none"}; ${better} is better; family ${family}`;
  return { text, metric: found };
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
