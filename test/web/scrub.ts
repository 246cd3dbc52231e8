// A run with a million points, scrubbed: for the test that prints how long a frame takes, and the bench that compares it.

/** The text of a function that gives a film a million samples. */
export const A_MILLION_SAMPLES = `(film) => {
  const n = 1_000_000;
  const at = Float64Array.from({ length: n }, (_, i) => film.begin + ((film.end - film.begin) * i) / n);
  const noise = Float64Array.from({ length: n }, (_, i) => Math.abs(Math.sin(i * 0.37)) + (i % 5003 === 0 ? 9 : 0));
  film.samples.at = at;
  for (const copy of Object.values(film.samples.copies)) copy.receiveLag = copy.applyLag = copy.behindBytes = noise;
  for (const name of Object.keys(film.samples.exposure)) film.samples.exposure[name] = noise;
  for (const name of Object.keys(film.samples.utilisation)) film.samples.utilisation[name] = noise;
}`;

/** Before the page is opened; `change` is the text of a function that gets every film before the page does. */
export const changingFilms = (change: string): string => `{
  const Before = Worker;
  globalThis.Worker = class extends Before {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", ({ data }) => {
        if (data?.value?.samples) (${change})(data.value);
      });
    }
  };
}`;

/** In the page: the slider is moved over the whole run; milliseconds of every frame, the shortest first. */
export const FRAME_TIMES = `(async () => {
  const slider = document.querySelector('[aria-label="Instant of the run"]');
  const [min, max] = [Number(slider.min), Number(slider.max)];
  const times = [];
  for (let i = 0; i < 120; i++) {
    const begun = await new Promise((done) => requestAnimationFrame(() => {
      const begun = performance.now();
      slider.value = String(min + ((max - min) * i) / 120);
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      done(begun);
    }));
    // A task after the frame: its style, layout and paint are done.
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(0);
    });
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b);
})()`;
