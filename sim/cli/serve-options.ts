// The options of `serve`. The command is loaded when it is asked for: it brings a server with it.
import { type Command, InvalidArgumentError } from "commander";
import { openConsole } from "./console.ts";
import type { ExitCode } from "./exit-code.ts";
import { withCommonOptions } from "./options.ts";

export function addServe(twinsite: Command, done: (code: ExitCode) => void): void {
  withCommonOptions(
    twinsite
      .command("serve [results...]")
      .description("the page, with stored results or to simulate in, for this machine alone"),
  )
    .option("--port <number>", "0, any that is free, if absent", port, 0)
    .action(async (paths, options) => {
      const { serve } = await import("./commands/serve.ts");
      done(await serve(paths, options, openConsole(options)));
    });
}

function port(value: string): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number <= 65_535) return number;
  throw new InvalidArgumentError("It is a whole number from 0 to 65535.");
}
