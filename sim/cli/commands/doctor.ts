// doctor: what this machine has and lacks for twinsite.
import { ENGINE_VERSION } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { findings } from "../machine.ts";
import type { CommonOptions } from "../options.ts";

export function doctor(options: CommonOptions, console: Console): ExitCode {
  const found = findings();
  if (options.json) {
    console.json({ schema: "twinsite/doctor/v1", engine: ENGINE_VERSION, findings: found });
  } else {
    const lines = found.map(({ name, found: seen, ok, advice }) => {
      const word = console.paint(ok ? "green" : "yellow", ok ? "ok    " : "lacks ");
      return `${word} ${name.padEnd(16)} ${seen}${advice && !ok ? `: ${advice}` : ""}\n`;
    });
    console.result(`twinsite ${ENGINE_VERSION}\n${lines.join("")}`);
  }
  return ExitCode.ok;
}
