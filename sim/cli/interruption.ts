// Ctrl-C and SIGTERM: no new work, what is finished is shown, the exit code says which of the two it was. A second
// signal ends the program at once.
import { ExitCode } from "./exit-code.ts";

export interface Interruption {
  readonly signal: AbortSignal;
  /** Undefined while nothing has happened. */
  readonly code: () => ExitCode | undefined;
  readonly stopListening: () => void;
}

export function listenForInterruption(): Interruption {
  const abort = new AbortController();
  let code: ExitCode | undefined;
  const on = (name: "SIGINT" | "SIGTERM", meaning: ExitCode): (() => void) => {
    const listener = (): void => {
      if (code !== undefined) process.exit(meaning);
      code = meaning;
      abort.abort();
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  };
  const off = [on("SIGINT", ExitCode.interrupted), on("SIGTERM", ExitCode.terminated)];
  return {
    signal: abort.signal,
    code: () => code,
    stopListening: () => {
      for (const each of off) each();
    },
  };
}
