// check --selftest: how often the gate would raise a false alarm, from the baselines alone.
import { type Subject, samplesOfBaseline, selftestOf } from "../index.ts";
import { baselineAt } from "./baselines.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { Console } from "./console.ts";
import { ExitCode } from "./exit-code.ts";

export function selftest(subjects: readonly Subject[], options: CheckOptions, console: Console): ExitCode {
  const tests = subjects.map(({ scenario: { name } }) => {
    const { baseline, reason } = baselineAt(options.baseline, name);
    return { name, ...(baseline ? selftestOf(samplesOfBaseline(baseline)) : { reason: reason ?? "" }) };
  });
  if (options.json) console.json({ schema: "twinsite/selftest/v1", baseline: options.baseline, tests });
  else {
    console.result(
      "Old against old: random halves of the stored runs, judged as if they were two versions.\n\n",
    );
    const width = Math.max(...tests.map(({ name }) => name.length));
    for (const test of tests) {
      const words =
        "trials" in test
          ? `${test.alarms} false alarms in ${test.trials} trials: fewer than ${(100 * test.bound).toFixed(2)} % (95 %); ` +
            `${test.pairs} pairs, ${test.metrics} metrics${test.canAlarm ? "" : " (pairs too few to raise one)"}`
          : test.reason;
      console.result(`${test.name.padEnd(width)}  ${words}\n`);
    }
  }
  return tests.some((test) => "reason" in test) ? ExitCode.noBaseline : ExitCode.ok;
}
