// explain: the long text of a diagnostic's code, a metric or a field; for result#disruption the causal chain of
// its outage.
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { explainResult } from "../explain-result.ts";
import { explanationOf } from "../explanations.ts";
import type { RunOptions } from "../options.ts";
import { UsageError } from "../stops.ts";

export async function explain(subject: string, options: RunOptions, console: Console): Promise<ExitCode> {
  const hash = subject.lastIndexOf("#");
  if (hash > 0) {
    await explainResult(subject.slice(0, hash), subject.slice(hash + 1), options, console);
    return ExitCode.ok;
  }
  const found = explanationOf(subject);
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
