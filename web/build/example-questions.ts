// The shipped scenarios by the question that each answers, read when the page is built.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Plugin } from "vite";
import { parse } from "yaml";

/** `virtual:example-questions`: what the first page says of the shipped scenarios, without their texts. */
export const exampleQuestions = (): Plugin => ({
  name: "example-questions",
  resolveId: (id) => (id === "virtual:example-questions" ? `\0${id}` : undefined),
  load(id) {
    if (id !== "\0virtual:example-questions") return undefined;
    const folder = join(import.meta.dirname, "../../scenarios");
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
    const questions = files.sort().map((file) => {
      const { title, question, failures } = parse(readFileSync(join(folder, file), "utf8"));
      return { name: basename(file, ".yaml"), title, question, isOfYears: failures !== undefined };
    });
    return `export const exampleQuestions = ${JSON.stringify(questions)};`;
  },
});
