// init: a shipped scenario as a starting point, with the schema beside it so that editors complete and check it.
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { jsonSchema } from "../../index.ts";
import type { Console } from "../console.ts";
import { ExitCode } from "../exit-code.ts";
import { readScenario, readText, writeWhole } from "../files.ts";
import type { CommonOptions } from "../options.ts";
import { UsageError } from "../stops.ts";

export interface InitOptions extends CommonOptions {
  readonly template: string;
}

/** From dist/sim/cli/commands/ up to the package. */
const SHIPPED = fileURLToPath(new URL("../../../../scenarios/", import.meta.url));
const MODELINE = "# yaml-language-server: $schema=./schema.json";

export function init(folder: string, { template, json }: InitOptions, console: Console): ExitCode {
  const names = readdirSync(SHIPPED)
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => name.replace(/\.yaml$/, ""))
    .sort();
  if (!names.includes(template))
    throw new UsageError(`no template ${template}; there are: ${names.join(", ")}`);
  const name = `${template}.yaml`;
  if (existsSync(join(folder, name)))
    throw new UsageError(`${join(folder, name)} exists; nothing was written`);
  const shipped = readText(join(SHIPPED, name), name).replace(/^# yaml-language-server:.*\n/, "");
  const file = writeWhole(folder, name, `${MODELINE}\n${shipped}`);
  const { attachments } = readScenario(join(SHIPPED, name), []);
  const recordings = Object.entries(attachments).map(([path, content]) =>
    writeWhole(join(folder, dirname(path)), basename(path), content),
  );
  const schemaFile = writeWhole(
    folder,
    "schema.json",
    `${JSON.stringify(jsonSchema("draft-07"), null, 2)}\n`,
  );
  if (json) console.json({ schema: "twinsite/init/v1", files: [file, schemaFile, ...recordings] });
  else console.result(`${[file, schemaFile, ...recordings].join("\n")}\nNext: twinsite run ${file}\n`);
  return ExitCode.ok;
}
