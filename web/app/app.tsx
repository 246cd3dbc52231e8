// The frame around every screen: whose result it is, the way to the other screens, what can be done anywhere.
import { computed, signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { type Screen, screens } from "../screens/registry.ts";
import { Guard } from "./guard.tsx";
import { Header } from "./header.tsx";
import { Help } from "./help.tsx";
import { listenToKeys } from "./keys.ts";
import { current, isOpening, listed, refusals } from "./library.ts";
import { announcement } from "./live.ts";
import { route } from "./route.ts";

const screen = computed<Screen>(
  () => screens.find(({ id }) => id === route.value.screen) ?? (screens[0] as Screen),
);
const loaded = signal<Readonly<Record<string, ComponentType>>>({});

async function load({ id, open }: Screen): Promise<void> {
  if (loaded.peek()[id]) return;
  const component = await open();
  loaded.value = { ...loaded.peek(), [id]: component };
}

export function App() {
  const { id, title, needsResult } = screen.value;
  useEffect(() => listenToKeys(), []);
  useEffect(() => {
    void load(screen.value);
    const name = current.value?.name;
    document.title = [title, name, "Twinsite"].filter(Boolean).join(" · ");
  }, [id, current.value?.name]);
  const Body = loaded.value[id];
  const isMissing = needsResult && !current.value;
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById("main")?.focus()}>
        to the content
      </button>
      <Header screen={screen.value} />
      <main id="main" tabIndex={-1} data-screen={id} data-shown={Body ? "" : undefined}>
        {refusals.value.map((text) => (
          <p class="refusal" role="alert" key={text}>
            {text}
          </p>
        ))}
        {isMissing ? (
          <Missing />
        ) : Body ? (
          <Guard key={`${id} ${route.value.result}`}>
            <Body />
          </Guard>
        ) : (
          <p class="quiet">…</p>
        )}
      </main>
      <Help />
      <p class="unseen" role="status" aria-live="polite">
        {announcement}
      </p>
    </>
  );
}

function Missing() {
  if (isOpening.value) return <p class="quiet">Loading …</p>;
  const { result } = route.value;
  return (
    <section>
      <h1>This page does not hold that result</h1>
      <p>
        The link names <code>{result || "none"}</code>. It holds {listed.value.length} results;{" "}
        <a href="#/">open one, or simulate one here</a>.
      </p>
    </section>
  );
}
