// Where results are kept by the key of their unit, so that nothing is done twice: on disk a journal, here memory.
import type { UnitResult } from "./unit.ts";

export interface ResultStore {
  get(key: string): UnitResult | undefined;
  /** The same key again must bring the same result. */
  put(key: string, result: UnitResult): void;
  /** What was put is safe when this returns. */
  flush(): void;
}

export function memoryStore(): ResultStore {
  const results = new Map<string, UnitResult>();
  return {
    get: (key) => results.get(key),
    put: (key, result) => {
      results.set(key, result);
    },
    flush: () => {},
  };
}
