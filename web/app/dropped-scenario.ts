// A scenario that the reader opened from a file, on its way to the screen that plays with it.
import { signal } from "@preact/signals";

export const droppedScenario = signal<{ readonly name: string; readonly text: string } | undefined>(
  undefined,
);
