// What may be wider than the page is scrolled within itself, by the keyboard too.
import type { ComponentChildren } from "preact";

export function Wide({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and a section would be a landmark
    <div class="wide" role="group" tabIndex={0} aria-label={label}>
      {children}
    </div>
  );
}
