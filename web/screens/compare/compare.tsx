// Two to six results beside each other: what differs in their scenarios, in every metric run by run, in the
// distributions, and in one run seen second by second.
import { useEffect } from "preact/hooks";
import { compareDocument } from "../../../reports/compare-document.ts";
import { COMPARE_SCHEMA, type Comparison } from "../../../sim/index.ts";
import { addKeys } from "../../app/keys.ts";
import { current, held, listed, openOffered } from "../../app/library.ts";
import { go, linkTo, note, route } from "../../app/route.ts";
import { lookOf } from "../../charts/looks.ts";
import { Blocks } from "../../parts/blocks.tsx";
import { chosenDrills, type HeldDrill, heldDrills, MOST, titleOf } from "./chosen.ts";
import { Looks } from "./looks.tsx";
import { Pair } from "./pair.tsx";
import "./compare.css";

export function Compare() {
  const document = current.value?.document;
  if (document?.schema === COMPARE_SCHEMA)
    return (
      <article class="compare">
        <Blocks blocks={compareDocument(document as Comparison, (document as WithReplays).replays)} />
      </article>
    );
  return <CompareDrills />;
}

type WithReplays = Comparison & { readonly replays?: Parameters<typeof compareDocument>[1] };

function CompareDrills() {
  const drills = chosenDrills();
  const [base, ...others] = drills;
  const wanted = route.value.query.with ?? "";
  useEffect(() => {
    for (const id of wanted.split(",")) void openOffered(id);
  }, [wanted]);
  useEffect(() => addKeys([{ key: "x", means: "swap the first two results", act: swap }]), []);
  return (
    <article class="compare">
      <h1>Compare</h1>
      <Choice drills={drills} />
      {base && others.length > 0 ? (
        <>
          <Looks drills={drills} />
          {others.map((other) => (
            <Pair old={base} next={other} key={`${base.id} ${other.id}`} />
          ))}
        </>
      ) : (
        <p>
          {choosable().length < 2
            ? "This page holds fewer than two drills: simulate or open another one on the first page."
            : "Choose what to compare with."}{" "}
          <a href="#/">To the first page</a>
        </p>
      )}
    </article>
  );
}

/** The base and the first of the others change places; what is looked at stays. */
function swap(): void {
  const [base, next, ...rest] = chosenDrills();
  if (!base || !next) return;
  const query = { ...route.peek().query, with: [base, ...rest].map(({ id }) => id).join(",") };
  go(linkTo("compare", [], query, next.id));
}

/** Drills that are held, and what is offered and not open yet: it is opened when it is chosen. */
function choosable(): { readonly id: string; readonly title: string }[] {
  const drills = heldDrills().map((each) => ({ id: each.id, title: titleOf(each) }));
  const closed = listed.value
    .filter(({ id }) => !held.value.some((each) => each.id === id))
    .map(({ id, name }) => ({ id, title: `${name} · ${id.slice(0, 6)}` }));
  return [...drills, ...closed];
}

function Choice({ drills }: { readonly drills: readonly HeldDrill[] }) {
  const [base, ...others] = drills;
  const all = choosable();
  const ids = others.map(({ id }) => id);
  return (
    <div class="choices">
      <label>
        base{" "}
        <select
          value={base?.id ?? ""}
          onChange={(event) => {
            const id = event.currentTarget.value;
            const rest = [...(base ? [base.id] : []), ...ids].filter((each) => each !== id);
            go(linkTo("compare", [], { ...route.peek().query, with: rest.join(",") }, id));
          }}
        >
          {!base && <option value="">choose …</option>}
          {all.map(({ id, title }) => (
            <option value={id} key={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {base && (
        <fieldset>
          <legend>against it</legend>
          {all
            .filter(({ id }) => id !== base.id)
            .map((each) => (
              <label key={each.id}>
                <input
                  type="checkbox"
                  checked={ids.includes(each.id)}
                  disabled={!ids.includes(each.id) && drills.length >= MOST}
                  onChange={() => {
                    const next = ids.includes(each.id)
                      ? ids.filter((id) => id !== each.id)
                      : [...ids, each.id];
                    note({ with: next.length > 0 ? next.join(",") : undefined });
                  }}
                />{" "}
                <bdi>{each.title}</bdi>
              </label>
            ))}
        </fieldset>
      )}
      {others.length > 0 && (
        <button type="button" onClick={swap} title="key x">
          Swap the first two
        </button>
      )}
      <ul class="legend">
        {drills.length > 1 &&
          drills.map((each, i) => (
            <li key={each.id}>
              <svg width="34" height="10" aria-hidden="true">
                <line
                  x1="2"
                  x2="32"
                  y1="5"
                  y2="5"
                  class={`s-${lookOf(i).tone}`}
                  stroke-width="3"
                  stroke-dasharray={lookOf(i).dash}
                />
              </svg>{" "}
              <bdi>{titleOf(each)}</bdi>
              {i === 0 ? " (base)" : ""}
            </li>
          ))}
      </ul>
    </div>
  );
}
