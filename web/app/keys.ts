// Keys that mean something anywhere, and those of the screen that is shown. Never while somebody types.
import { signal } from "@preact/signals";
import { screens } from "../screens/registry.ts";
import { current } from "./library.ts";
import { go, linkTo } from "./route.ts";
import { toggleTheme } from "./theme.ts";

export interface KeyMeaning {
  /** As `KeyboardEvent.key` has it, "shift+" before it where that matters. */
  readonly key: string;
  readonly means: string;
  readonly act: () => void;
}

export const isHelpOpen = signal(false);
/** Of the screen that is shown; it takes them away when it goes. */
const own = signal<readonly KeyMeaning[]>([]);

/** For an effect: returns what takes them away. */
export function addKeys(keys: readonly KeyMeaning[]): () => void {
  own.value = [...own.peek(), ...keys];
  return () => {
    own.value = own.peek().filter((key) => !keys.includes(key));
  };
}

const everywhere: readonly KeyMeaning[] = [
  ...screens.flatMap(({ id, key, title, needsResult }) =>
    key === undefined
      ? []
      : [
          {
            key,
            means: title,
            act: () => {
              if (!needsResult || current.peek()) go(linkTo(id));
            },
          },
        ],
  ),
  { key: "t", means: "light or dark", act: toggleTheme },
  {
    key: "?",
    means: "this help",
    act: () => {
      isHelpOpen.value = !isHelpOpen.peek();
    },
  },
];

export const allKeys = (): readonly KeyMeaning[] => [...own.value, ...everywhere];

export function listenToKeys(): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event)) return;
    const name = event.shiftKey && event.key.length > 1 ? `shift+${event.key}` : event.key;
    const meaning = allKeys().find(({ key }) => key === name || key === name.toLowerCase());
    if (!meaning) return;
    event.preventDefault();
    meaning.act();
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
}

/** The element has a use for keys itself. */
function isTyping(event: KeyboardEvent): boolean {
  const { key } = event;
  // Within a shadow root too: there the target is only its host.
  const [target] = event.composedPath();
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)) return true;
  if (target instanceof HTMLInputElement) return true;
  return key === " " && /^(BUTTON|A|SUMMARY)$/.test(target.tagName);
}
