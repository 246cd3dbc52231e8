// Light and dark: as the system has it until the reader chooses; the choice is kept. Colours are those of every other
// report, by meaning.
import { signal } from "@preact/signals";
import { TONES, type ToneName } from "../../reports/charts/colour.ts";

export type Theme = "light" | "dark";

const KEY = "twinsite-theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export const theme = signal<Theme>(stored() ?? (system.matches ? "dark" : "light"));

/** Nothing moves by itself for whoever asked for that. */
export const isStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export function toggleTheme(): void {
  theme.value = theme.peek() === "dark" ? "light" : "dark";
  keep(theme.value);
}

export function applyTheme(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${variables("light", ":root")}${variables("dark", ":root[data-theme=dark]")}${classes}
@media print{${variables("light", ":root[data-theme=dark]")}}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  system.addEventListener("change", ({ matches }) => {
    if (stored() === undefined) theme.value = matches ? "dark" : "light";
  });
  theme.subscribe((name) => {
    document.documentElement.dataset.theme = name;
    document.documentElement.style.colorScheme = name;
  });
}

const tones = Object.entries(TONES) as [ToneName, (typeof TONES)[ToneName]][];
const variables = (name: Theme, of: string): string =>
  `${of}{${tones.map(([tone, colours]) => `--${tone}:${colours[name]}`).join(";")}}`;
const classes = tones
  .map(([tone]) => `.f-${tone}{fill:var(--${tone})}.s-${tone}{stroke:var(--${tone})}`)
  .join("");

function stored(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : undefined;
  } catch {
    return undefined; // a page from a disk may have no storage
  }
}

function keep(value: Theme): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // It holds until the page is closed.
  }
}
