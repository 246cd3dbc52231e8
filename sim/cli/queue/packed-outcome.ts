// Does one unit and packs what comes of it; that the design is what it is said to be is checked here.
import { RunError, type Unit, unitDoer } from "../../index.ts";
import { sha256 } from "../sha256.ts";
import { packOutcome, type UnitOutcome } from "./outcome.ts";

const doUnit = unitDoer(sha256);

export function packedOutcome(unit: Unit): Uint8Array {
  return packOutcome(outcomeOf(unit));
}

function outcomeOf(unit: Unit): UnitOutcome {
  try {
    return { result: doUnit(unit) };
  } catch (error) {
    const at = error instanceof RunError ? { at: error.at } : {};
    const { message = String(error), stack = "" } = error as Partial<Error>;
    return { failure: { message, details: stack, ...at } };
  }
}
