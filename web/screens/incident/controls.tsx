// Play, step, scrub; the instant can be typed in. What happens now stands beside it.
import type { Film } from "../../../sim/index.ts";
import { sinceFault } from "../../charts/since-fault.ts";
import { playOrPause, toEvent, toFault } from "./incident-keys.ts";
import { cursor, fit, goTo, isPlaying, moveTo, pan, SPEEDS, speed, zoom } from "./playhead.ts";

export function Controls({ film }: { readonly film: Film }) {
  const at = cursor.value;
  const seconds = ((at - film.zero) / 1e6).toFixed(3);
  const typed = (input: HTMLInputElement): void => {
    const value = Number(input.value.replace("−", "-"));
    if (input.value.trim() !== "" && Number.isFinite(value)) goTo(film.zero + value * 1e6);
    input.value = ((cursor.peek() - film.zero) / 1e6).toFixed(3);
  };
  return (
    <div class="controls">
      <div class="buttons">
        <button
          type="button"
          class="main"
          onClick={playOrPause}
          title="key space"
          aria-pressed={isPlaying.value}
        >
          {isPlaying.value ? "❚❚ Pause" : "▶ Play"}
        </button>
        <label>
          speed{" "}
          <select
            value={String(speed.value)}
            onChange={(event) => {
              speed.value = Number(event.currentTarget.value);
            }}
          >
            {SPEEDS.map((each) => (
              <option key={each} value={String(each)}>
                {each}×
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => toFault(false)} title="key shift ←">
          « fault
        </button>
        <button type="button" onClick={() => toEvent(false)} title="key ←">
          ‹ event
        </button>
        <button type="button" onClick={() => toEvent(true)} title="key →">
          event ›
        </button>
        <button type="button" onClick={() => toFault(true)} title="key shift →">
          fault »
        </button>
        <label>
          t ={" "}
          <input
            class="typed"
            type="text"
            inputMode="decimal"
            value={seconds}
            aria-label="Seconds since the fault"
            onChange={(event) => typed(event.currentTarget)}
          />{" "}
          s
        </label>
        <span class="window">
          <button type="button" onClick={() => zoom(0.5)} title="key w" aria-label="Zoom in">
            +
          </button>
          <button type="button" onClick={() => zoom(2)} title="key s" aria-label="Zoom out">
            −
          </button>
          <button type="button" onClick={() => pan(-0.25)} title="key a" aria-label="Earlier">
            ←
          </button>
          <button type="button" onClick={() => pan(0.25)} title="key d" aria-label="Later">
            →
          </button>
          <button type="button" onClick={fit} title="key f">
            Fit
          </button>
        </span>
      </div>
      <input
        class="slider"
        type="range"
        min={film.begin}
        max={film.end}
        step={1000}
        value={at}
        aria-label="Instant of the run"
        aria-valuetext={`${sinceFault(at, film.zero)} after the fault`}
        onInput={(event) => {
          isPlaying.value = false;
          moveTo(Number(event.currentTarget.value));
        }}
      />
    </div>
  );
}
