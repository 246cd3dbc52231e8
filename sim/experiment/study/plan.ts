// What a study has to do: its units by key, each once, whoever asks for it. The order is that of the parts and their
// jobs, so every machine numbers the units alike.
import type { Design, Hash } from "./design.ts";
import type { Inquiry } from "./inquiry.ts";
import { type Unit, unitKey } from "./unit.ts";

export interface Part {
  readonly design: Design;
  readonly inquiry: Inquiry;
}

export interface PlannedUnit {
  readonly key: string;
  readonly unit: Unit;
  /** Whoever waits for its result: two parts may ask for the same. */
  readonly takers: readonly { readonly inquiry: Inquiry; readonly index: number }[];
}

export function planUnits(parts: readonly Part[], hash: Hash): PlannedUnit[] {
  const plan = new Map<string, PlannedUnit & { takers: { inquiry: Inquiry; index: number }[] }>();
  for (const { design, inquiry } of parts) {
    for (const [index, job] of inquiry.jobs.entries()) {
      const unit: Unit = { question: "unit", design, job };
      const key = unitKey(unit, hash);
      const known = plan.get(key);
      if (known) known.takers.push({ inquiry, index });
      else plan.set(key, { key, unit, takers: [{ inquiry, index }] });
    }
  }
  return [...plan.values()];
}
