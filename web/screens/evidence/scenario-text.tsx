// The scenario as it was written, what was laid over it, and what presets and defaults made of it.
import { useSignal } from "@preact/signals";
import type { ExperimentResult, OutlookResult } from "../../../sim/index.ts";
import type { Held } from "../../app/library.ts";
import { expand } from "../../engine/client.ts";
import { sourceOf } from "../../parts/source-of.ts";

interface Props {
  readonly held: Held;
  readonly result: ExperimentResult | OutlookResult;
}

export function ScenarioText({ held, result }: Props) {
  const expanded = useSignal("");
  const source = sourceOf(held);
  const { text, overrides = [] } = result.scenario;
  const open = async (): Promise<void> => {
    if (!source || expanded.value !== "") return;
    try {
      expanded.value = await expand(source).result;
    } catch (error) {
      expanded.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <>
      <h2>Scenario</h2>
      {overrides.length > 0 && (
        <>
          <p>Laid over it:</p>
          <ul>
            {overrides.map((each) => (
              <li key={each}>
                <code>{each}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {text === undefined ? (
        <p>The document does not hold it.</p>
      ) : (
        <details open>
          <summary>As it was written</summary>
          <pre dir="auto">{text}</pre>
        </details>
      )}
      {source && (
        <details onToggle={() => void open()}>
          <summary>With every preset and default filled in</summary>
          <pre data-expanded={expanded.value === "" ? undefined : ""}>{expanded.value || "…"}</pre>
        </details>
      )}
    </>
  );
}
