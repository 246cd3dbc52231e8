// A sweep made here: two parameters with their values, curves instead of single writes. The command line makes larger
// ones, over years too.

import { exampleQuestions } from "virtual:example-questions";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { SweepTerms, WrittenAxis } from "../../../sim/index.ts";
import { current, hold } from "../../app/library.ts";
import { go, linkTo, note, route } from "../../app/route.ts";
import { quoted } from "../../app/same-again.ts";
import { heldOf } from "../../app/sources.ts";
import type { Source } from "../../engine/api.ts";
import { Cancelled, dismissIdle, give, type Work } from "../../engine/client.ts";
import { sweep } from "../../engine/sweep-work.ts";
import type { Tunable } from "../../engine/what-if-api.ts";
import { sourceOf } from "../../parts/source-of.ts";
import { attachmentsOf, exampleText } from "../start/examples.ts";

const source = signal<Source | undefined>(undefined);
const tunables = signal<readonly Tunable[]>([]);
const written = signal<readonly [string, string]>(["", ""]);
const measures = signal("");
const replications = signal(20);
const problem = signal("");
const running = signal<{ readonly finished: number; readonly planned: number } | undefined>(undefined);
let work: Work<unknown> | undefined;

export function Maker() {
  const { example = "" } = route.value.query;
  useEffect(() => {
    void choose(example);
  }, [example, current.value]);
  useEffect(
    () => () => {
      work?.cancel();
      dismissIdle();
    },
    [],
  );
  const isRunning = running.value !== undefined;
  return (
    <>
      <h1>Sweep: one scenario at many settings</h1>
      <p>
        Each point is drilled with curves, on the same seeds as the scenario as it is. Open a sweep or a
        threshold of the command line instead, or make one here.
      </p>
      {problem.value && (
        <p class="refusal" role="alert">
          {problem}
        </p>
      )}
      <form
        class="maker"
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <label>
          Scenario{" "}
          <select value={example} onChange={({ currentTarget }) => note({ example: currentTarget.value })}>
            <option value="">{current.value ? `that of ${current.value.name}` : "choose …"}</option>
            {exampleQuestions.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <datalist id="paths">
          {tunables.value.map(({ path, value, range }) => (
            <option
              key={path}
              value={range ? `${path}=${range.low}..${range.high}/6:log` : `${path}=${value}`}
            />
          ))}
        </datalist>
        {([0, 1] as const).map((i) => (
          <label key={i}>
            {i === 0 ? "Across" : "Up"}{" "}
            <input
              list="paths"
              value={written.value[i]}
              placeholder="path=10ms,20ms,40ms or path=10ms..80ms/6"
              onInput={({ currentTarget: { value } }) => {
                const [a, b] = written.peek();
                written.value = i === 0 ? [value, b] : [a, value];
              }}
            />
          </label>
        ))}
        <label>
          Measures{" "}
          <input
            value={measures.value}
            placeholder="those of the objectives"
            onInput={({ currentTarget }) => {
              measures.value = currentTarget.value;
            }}
          />
        </label>
        <label>
          Runs of each disruption{" "}
          <input
            type="number"
            min={2}
            max={400}
            value={replications.value}
            onInput={({ currentTarget }) => {
              replications.value = Number(currentTarget.value);
            }}
          />
        </label>
        {isRunning ? (
          // Not the same element as the other one: a click on it would be taken for one on that.
          <button type="button" key="stop" onClick={() => work?.cancel()}>
            Stop
          </button>
        ) : (
          <button type="submit" key="start" class="main" disabled={!source.value}>
            Sweep
          </button>
        )}
      </form>
      {running.value && (
        <p role="status" data-running>
          <progress
            max={running.value.planned || 1}
            value={running.value.finished}
            aria-label="units of work"
          />{" "}
          {running.value.finished} of {running.value.planned} units
        </p>
      )}
    </>
  );
}

/** Counts what was chosen: what comes late of an earlier choice is not taken. */
let choices = 0;

async function choose(example: string): Promise<void> {
  const choice = ++choices;
  const held = current.peek();
  const text = example === "" ? undefined : await exampleText(example);
  const found =
    text === undefined
      ? held && sourceOf(held)
      : { name: example, text, attachments: await attachmentsOf(text) };
  const turned = found
    ? await give((engine) => engine.tunables(found), `${found.name}: what can be turned`).result.catch(
        () => [],
      )
    : [];
  if (choice !== choices) return;
  source.value = found;
  tunables.value = turned;
  const sliders = tunables.peek().filter(({ range }) => range?.isLogarithmic);
  const usual = ["clients.", "failover."].map((part) => sliders.find(({ path }) => path.startsWith(part)));
  const axis = (of: Tunable | undefined): string =>
    of?.range ? `${of.path}=${of.range.low}..${of.range.high}/5:log` : "";
  written.value = [axis(usual[0] ?? sliders[0]), axis(usual[1] ?? sliders[1])];
}

/** A range has its ends, anything else is a list. */
const axisOf = (text: string): WrittenAxis => ({
  option: /=[^,{]*\.\./.test(text) ? "--range" : "--grid",
  text,
});

async function make(): Promise<void> {
  const of = source.peek();
  if (!of) return;
  const { name, text, attachments = {}, overrides = [] } = of;
  const axes = written
    .peek()
    .filter((each) => each.trim() !== "")
    .map(axisOf);
  const pareto = measures
    .peek()
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
  const terms: SweepTerms = {
    file: `${name}.yaml`,
    text,
    attachments,
    overrides,
    axes,
    question: "drill",
    resolution: "fluid",
    replications: replications.peek(),
    years: 1,
    disruptions: [],
    pareto,
    mustMeet: false,
  };
  problem.value = "";
  running.value = { finished: 0, planned: 0 };
  try {
    const sweeping = sweep(terms, (finished, planned) => {
      running.value = { finished, planned };
    });
    work = sweeping;
    const result = await sweeping.result;
    const words = [
      ...[quoted(terms.file), ...overrides.map((each) => `--set ${quoted(each)}`)],
      ...axes.map(({ option, text: axis }) => `${option} ${quoted(axis)}`),
      ...(pareto.length > 0 ? [`--pareto ${quoted(pareto.join(","))}`] : []),
      `-n ${terms.replications}`,
    ];
    const made = heldOf({
      name: `sweep of ${name}`,
      document: { ...result, again: words.join(" ") } as typeof result,
      attachments,
    });
    hold(made);
    go(linkTo("sweep", [], {}, made.id));
  } catch (error) {
    if (!(error instanceof Cancelled)) problem.value = error instanceof Error ? error.message : String(error);
  } finally {
    running.value = undefined;
    work = undefined;
  }
}
