// The keys, as a dialog.
import { useEffect, useRef } from "preact/hooks";
import { allKeys, isHelpOpen } from "./keys.ts";

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isHelpOpen.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isHelpOpen.value]);
  const close = (): void => {
    isHelpOpen.value = false;
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      {isHelpOpen.value && (
        <dl class="keys">
          {allKeys().map(({ key, means }) => (
            <div key={key}>
              <dt>
                <kbd>{key === " " ? "space" : key}</kbd>
              </dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      )}
      <button type="button" onClick={close}>
        Close
      </button>
    </dialog>
  );
}
