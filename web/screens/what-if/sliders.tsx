// What can be turned, as sliders and choices. Each makes an override, `path=value`, and is shown as such; the text of the
// scenario stays as it is.
import { useId } from "preact/hooks";
import { type AmountRange, amountAt, parseAmount, printAmount } from "../../../sim/index.ts";
import type { Tunable } from "../../engine/what-if-api.ts";
import { noteChanges, sets, setValue, tunables } from "./model.ts";

/** Of a slider. */
const STEPS = 200;
/** So rounded that its text is short. */
const FINENESS = 20;

/** Beside the numbers, not above them. */
const isRoomy = matchMedia("(min-width: 50rem)").matches;

export function Sliders() {
  const groups = [...new Set(tunables.value.map(({ group }) => group))];
  return (
    <section aria-label="What can be turned" class="sliders" data-sliders={tunables.value.length}>
      {sets.value.length > 0 && (
        <ul class="sets" aria-label="Overrides">
          {sets.value.map((each) => (
            <li key={each}>
              <code>{each}</code>{" "}
              <button
                type="button"
                aria-label={`Undo ${each}`}
                onClick={() => {
                  setValue(each.slice(0, each.indexOf("=")), undefined);
                  void noteChanges();
                }}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
      {groups.map((group) => (
        <details key={group} open={isRoomy || undefined}>
          <summary>{group}</summary>
          {tunables.value
            .filter((each) => each.group === group)
            .map((each) => (
              <Turn tunable={each} key={each.path} />
            ))}
        </details>
      ))}
    </section>
  );
}

function Turn({ tunable }: { readonly tunable: Tunable }) {
  const id = useId();
  const { path, about, options, value, wrap } = tunable;
  const own = sets.value.find((each) => each.startsWith(`${path}=`))?.slice(path.length + 1);
  const now = own === undefined ? value : unwrapped(own, wrap);
  return (
    <div class={own === undefined ? "turn" : "turn changed"}>
      <label for={id} title={about}>
        <bdi>{path}</bdi>
      </label>
      {options ? (
        <select
          id={id}
          value={now}
          onChange={({ currentTarget }) => {
            setValue(path, currentTarget.value === value ? undefined : currentTarget.value);
            void noteChanges();
          }}
        >
          {options.map((each) => (
            <option key={each}>{each}</option>
          ))}
        </select>
      ) : (
        <Slider id={id} tunable={tunable} now={now} />
      )}
      <output for={id}>{own === undefined ? value : `${value} → ${now}`}</output>
    </div>
  );
}

function Slider({
  id,
  tunable,
  now,
}: {
  readonly id: string;
  readonly tunable: Tunable;
  readonly now: string;
}) {
  const { path, value, wrap = "@" } = tunable;
  const range = rangeOf(tunable);
  if (!range) return null;
  const usual = stepOf(range, value);
  return (
    <input
      id={id}
      type="range"
      min={0}
      max={STEPS}
      step={1}
      value={stepOf(range, now)}
      aria-valuetext={now}
      onInput={({ currentTarget }) => {
        const step = Number(currentTarget.value);
        const next = printAmount(amountAt(range, step / STEPS, FINENESS));
        setValue(path, step === usual ? undefined : wrap.replace("@", next));
      }}
      onChange={() => void noteChanges()}
    />
  );
}

function rangeOf({ range, value }: Tunable): AmountRange | undefined {
  if (!range) return undefined;
  const [low, high] = [parseAmount(range.low), parseAmount(range.high)];
  if (!low || !high) return undefined;
  // In the unit that the scenario has there.
  const unit = parseAmount(value)?.unit;
  return {
    kind: low.kind,
    low: low.value,
    high: high.value,
    isLogarithmic: range.isLogarithmic,
    ...(unit !== undefined && { unit }),
  };
}

/** The nearest one. */
function stepOf({ low, high, isLogarithmic }: AmountRange, text: string): number {
  const value = parseAmount(text)?.value ?? low;
  const share = isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}

function unwrapped(written: string, wrap = "@"): string {
  const [before = "", after = ""] = wrap.split("@");
  const isWrapped = wrap !== "@" && written.startsWith(before) && written.endsWith(after);
  return isWrapped ? written.slice(before.length, written.length - after.length) : written;
}
