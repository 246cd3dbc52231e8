// The first page: what is held, the shipped scenarios by the question that each answers, and files of one's own.
import { exampleQuestions } from "virtual:example-questions";
import { held, listed } from "../../app/library.ts";
import { linkTo } from "../../app/route.ts";
import { OpenFiles } from "./open-files-panel.tsx";
import { Problems, Running, running, simulate } from "./simulate.tsx";
import "./start.css";

/** Enough for a first look. */
const FIRST_RUNS = 20;
const FIRST_YEARS = 40;

export function Start() {
  return (
    <section class="start">
      <h1>What do you lose, and for how long are you down?</h1>
      <p>
        Pick a question: the simulator runs here, in this page, and asks for nothing else. Or{" "}
        <a href="#/tour">take the tour</a> of one failover, step by step.
      </p>
      <Problems />
      <Running />
      {listed.value.length > 0 && <HeldList />}
      <h2>Questions to begin with</h2>
      <ul class="examples">
        {exampleQuestions.map(({ name, title, question, isOfYears }) => (
          <li key={name}>
            <h3>{question}</h3>
            <p class="quiet">
              {title} · <code>{name}</code>
            </p>
            <div class="actions">
              <button
                type="button"
                class="main"
                disabled={running.value !== undefined}
                aria-label={`Break it ${FIRST_RUNS} times: ${name}`}
                onClick={() => simulate(name, { replications: FIRST_RUNS })}
              >
                Break it {FIRST_RUNS} times
              </button>
              {isOfYears && (
                <button
                  type="button"
                  disabled={running.value !== undefined}
                  aria-label={`Live ${FIRST_YEARS} years: ${name}`}
                  onClick={() => simulate(name, { years: FIRST_YEARS })}
                >
                  Live {FIRST_YEARS} years
                </button>
              )}
              <a href={linkTo("what-if", [], { example: name }, "")} aria-label={`What if: ${name}`}>
                What if …
              </a>
            </div>
          </li>
        ))}
      </ul>
      <OpenFiles />
    </section>
  );
}

function HeldList() {
  return (
    <>
      <h2>Results held by this page</h2>
      <ul class="held">
        {listed.value.map(({ id, name }) => (
          <li key={id}>
            <a href={linkTo("verdict", [], {}, id)}>
              <bdi>{name}</bdi>
            </a>{" "}
            <span class="quiet">
              {aboutOf(id)}
              {id.slice(0, 6)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is known of it before it is opened is its name alone. */
function aboutOf(id: string): string {
  const document = held.value.find((each) => each.id === id)?.document;
  if (!document) return "";
  return `${document.schema.split("/")[1]} ${"seed" in document ? `· seed ${document.seed} ` : ""}· `;
}
