// Sections that later versions simulate are read and named, so that nobody takes them for simulated.
import { RESERVED } from "../schema.ts";
import type { Check } from "./checkup.ts";

export const reserved: Check = (checkup) => {
  for (const section of RESERVED) {
    if (checkup.settings[section] === undefined) continue;
    checkup.atKey("TWIN1099", [section], `\`${section}\` is read, but not simulated by this version`, {
      severity: "warning",
      hint: "results do not depend on it",
    });
  }
};
