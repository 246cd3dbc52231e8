// schema: the JSON Schema of a scenario, for editors.
import { jsonSchema } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import type { CommonOptions } from "../options.ts";
import { UsageError } from "../stops.ts";

export interface SchemaOptions extends CommonOptions {
  readonly draft: string;
}

export function schema({ draft }: SchemaOptions, console: Console): ExitCode {
  if (draft !== "2020-12" && draft !== "7") throw new UsageError(`--draft is 2020-12 or 7, not ${draft}`);
  console.json(jsonSchema(draft === "7" ? "draft-07" : draft));
  return ExitCode.ok;
}
