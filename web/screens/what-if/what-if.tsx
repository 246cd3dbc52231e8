// What if: a scenario with something turned, against itself as it is, on the same seeds. Curves answer at once, single
// writes refine while one looks.

import { exampleQuestions } from "virtual:example-questions";
import { useEffect } from "preact/hooks";
import { announce } from "../../app/live.ts";
import { linkTo, route } from "../../app/route.ts";
import { quoted } from "../../app/same-again.ts";
import { saveText } from "../../parts/export.ts";
import { Distributions, WhatChanged } from "./comparison.tsx";
import { Diagnostics, Editor } from "./editor.tsx";
import * as model from "./model.ts";
import { Numbers } from "./numbers.tsx";
import { Sliders } from "./sliders.tsx";
import "./what-if.css";

export function WhatIf() {
  const { example = "", base = "" } = route.value.query;
  useEffect(() => {
    void model.openFrom(route.peek());
  }, [example, base.slice(0, 40)]);
  useEffect(() => model.leave, []);
  useEffect(takeDrops, []);
  const found = model.base.value;
  return (
    <section class="what-if" data-phase={model.phase.value}>
      <h1>
        What if
        {found && (
          <>
            {" "}
            … <bdi>{model.about.value.title || found.source.name}</bdi>
          </>
        )}
      </h1>
      <Chooser />
      {model.phase.value === "failed" && (
        <p class="refusal" role="alert">
          {model.problem.value}{" "}
          <button type="button" onClick={() => void model.run()}>
            Try again
          </button>
        </p>
      )}
      {found && (
        <>
          <State />
          <Editor />
          <Diagnostics />
          <div class="both">
            <div class="turning">
              <Sliders />
            </div>
            <div class="found">
              <Numbers />
              <Distributions />
              <WhatChanged />
            </div>
          </div>
        </>
      )}
    </section>
  );
}

function Chooser() {
  const { example = "" } = route.value.query;
  return (
    <p class="chooser">
      <label>
        Example{" "}
        <select
          value={example}
          onChange={({ currentTarget }) => {
            location.hash = linkTo("what-if", [], { example: currentTarget.value }, "");
          }}
        >
          <option value="">choose …</option>
          {exampleQuestions.map(({ name }) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>{" "}
      <label>
        or a scenario from your disk{" "}
        <input
          type="file"
          accept=".yaml,.yml"
          onChange={({ currentTarget }) => void open(currentTarget.files)}
        />
      </label>
    </p>
  );
}

function State() {
  const { phase, about, isTooLong, kept, wholeRuns, source } = model;
  const own = source.value;
  const whole = wholeRuns.value;
  const isRunning = phase.value === "running" || phase.value === "opening";
  const words: Readonly<Record<model.Phase, string>> = {
    nothing: "",
    opening: "opening …",
    running: "running, more exact by the moment",
    done: "all runs are done",
    stopped: "stopped",
    wrong: "the scenario has errors",
    failed: "failed",
  };
  return (
    <p class="state">
      <span role="status">
        Seed <code>{about.value.seed}</code>, the same for both: {words[phase.value]}
      </span>{" "}
      {isRunning ? (
        <button type="button" onClick={model.stop}>
          Stop
        </button>
      ) : (
        <button type="button" onClick={() => void model.run()} disabled={phase.value === "wrong"}>
          Go on
        </button>
      )}{" "}
      <button type="button" disabled={whole < 1} onClick={() => void model.keep()}>
        Keep as a result ({whole} runs of everything)
      </button>{" "}
      {own && (
        <button type="button" onClick={() => download(own.name, own.text, own.overrides ?? [])}>
          Download YAML
        </button>
      )}{" "}
      {kept.value && (
        <span data-kept={kept.value.id}>
          Kept: <a href={linkTo("verdict", [], {}, kept.value.id)}>its verdict</a> of{" "}
          {kept.value.replications} runs
        </span>
      )}
      {isTooLong.value && (
        <span class="quiet">
          {" "}
          The edited text is too long for a link: the address holds the overrides only.
        </span>
      )}
    </p>
  );
}

/** The text with what was turned: as a list, and as the command that applies it. */
function download(name: string, text: string, overrides: readonly string[]): void {
  const sets = overrides.map((each) => ` --set ${quoted(each)}`).join("");
  const head = [
    ...(overrides.length > 0
      ? ["# Overrides that are not in this text:", ...overrides.map((each) => `#   ${each}`)]
      : []),
    `# twinsite run ${quoted(`${name}.yaml`)}${sets}`,
  ];
  saveText(`${head.join("\n")}\n${text}`, `${name}.yaml`);
}

/** Anywhere on the page; for an effect. */
function takeDrops(): () => void {
  const allow = (event: DragEvent): void => event.preventDefault();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void open(event.dataTransfer?.files ?? null);
  };
  addEventListener("dragover", allow);
  addEventListener("drop", drop);
  return () => {
    removeEventListener("dragover", allow);
    removeEventListener("drop", drop);
  };
}

async function open(files: FileList | null): Promise<void> {
  const [file] = files ?? [];
  if (!file) return;
  await model.openText(file.name.replace(/\.ya?ml$/, ""), await file.text());
  announce(`Opened ${file.name}`);
}
