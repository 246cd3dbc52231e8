// What an inquiry is about, from the design alone: the same on the machine that read the files and on one that has
// only a part of the study.
import { type Design, loadScenario, type Subject } from "../../index.ts";
import { InvalidScenario } from "../scenario.ts";

/** Throws InvalidScenario. */
export function subjectOf(design: Design): Subject {
  const { text, file, attachments, overrides } = design;
  const { scenario, diagnostics } = loadScenario(text, { file, attachments, overrides });
  if (!scenario) throw new InvalidScenario(diagnostics, { [file]: text });
  return { design, scenario, diagnostics };
}
