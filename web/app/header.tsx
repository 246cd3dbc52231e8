// Whose result is shown, the screens, and what can be done on each of them.
import { type Screen, screens } from "../screens/registry.ts";
import { copy } from "./clipboard.ts";
import { isHelpOpen } from "./keys.ts";
import { current, listed } from "./library.ts";
import { go, linkTo, route } from "./route.ts";
import { commandOf } from "./same-again.ts";
import { theme, toggleTheme } from "./theme.ts";

export function Header({ screen }: { readonly screen: Screen }) {
  const shown = current.value;
  const command = shown && commandOf(shown.document);
  return (
    <header>
      <a class="brand" href="#/">
        Twinsite
      </a>
      {listed.value.length > 0 && (
        <select
          aria-label="Result"
          value={shown?.id ?? ""}
          onChange={(event) =>
            go(linkTo(screen.needsResult ? screen.id : "verdict", [], {}, event.currentTarget.value))
          }
        >
          {!shown && <option value="">open a result …</option>}
          {listed.value.map(({ id, name }) => (
            <option value={id} key={id}>
              {name} · {id.slice(0, 6)}
            </option>
          ))}
        </select>
      )}
      <nav aria-label="Screens">
        {screens
          .filter(({ key }) => key !== undefined)
          .map(({ id, title, key, needsResult }) => (
            <a
              key={id}
              href={linkTo(id, [], {}, route.value.result)}
              aria-current={id === screen.id ? "page" : undefined}
              aria-disabled={needsResult && !shown ? "true" : undefined}
              title={`key ${key}`}
            >
              {title}
            </a>
          ))}
      </nav>
      <div class="tools">
        <button type="button" onClick={() => copy(location.href, "the link to this view")}>
          Copy link
        </button>
        {command && (
          <button type="button" onClick={() => copy(command, "the command that makes these numbers")}>
            Copy command
          </button>
        )}
        <button
          type="button"
          onClick={toggleTheme}
          aria-label={theme.value === "dark" ? "Light theme" : "Dark theme"}
        >
          {theme.value === "dark" ? "☀" : "☾"}
        </button>
        <button
          type="button"
          aria-label="Keys"
          onClick={() => {
            isHelpOpen.value = true;
          }}
        >
          ?
        </button>
      </div>
    </header>
  );
}
