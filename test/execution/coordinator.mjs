// A process that tests may kill: a study of many units of one tiny run each, through what every command goes through.
// Arguments: folder, threads, how many parts of ten units or their seeds, and then as wanted `resume`, `worker=URL`.
import { openConsole } from "../../dist/sim/cli/console.js";
import { failureOf, report } from "../../dist/sim/cli/failure.js";
import { writeWhole } from "../../dist/sim/cli/files.js";
import { carryOut } from "../../dist/sim/cli/studies/carry-out.js";
import { subjectOf } from "../../dist/sim/cli/studies/subject.js";
import { inquire } from "../../dist/sim/index.js";

const [design, out, jobs, count, ...wishes] = process.argv.slice(2);
const seeds = /^\d+$/.test(count)
  ? Array.from({ length: Number(count) }, (_, i) => `${i + 1}`)
  : count.split(",");
const question = { question: "drill", seed: "", replications: 10, years: 0, resolution: "fluid" };
const description = { kind: "tiny", name: "tiny", again: "tiny", question, design: JSON.parse(design) };
const kind = {
  kind: "tiny",
  parts: ({ design }) => {
    const subject = subjectOf(design);
    return seeds.map((seed) => ({ design, inquiry: inquire(subject, { ...question, seed }) }));
  },
  conclude: (_, parts, { out }) => {
    writeWhole(out, "answers.json", JSON.stringify(parts.map(({ inquiry }) => inquiry.answer())));
    return [];
  },
};
const wish = (name) => wishes.find((each) => each.startsWith(`${name}=`))?.slice(name.length + 1);
const worker = wish("worker");
const console = openConsole({ color: false });
try {
  process.exitCode = await carryOut(
    kind,
    description,
    {
      out,
      jobs: Number(jobs),
      resume: wishes.includes("resume"),
      ...(worker && { pool: { worker: new URL(worker) } }),
    },
    console,
  );
} catch (error) {
  const failure = failureOf(error);
  report(failure, console, false);
  process.exitCode = failure.exitCode;
}
