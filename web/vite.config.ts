// Two builds of one page: for a server or a folder of files, and, in mode "report", as one file that opens from a disk.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig, type Plugin } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { parse } from "yaml";

const root = import.meta.dirname;

/** `virtual:example-questions`: what the first page says of the shipped scenarios, without their texts. */
const exampleQuestions = (): Plugin => ({
  name: "example-questions",
  resolveId: (id) => (id === "virtual:example-questions" ? `\0${id}` : undefined),
  load(id) {
    if (id !== "\0virtual:example-questions") return undefined;
    const folder = join(root, "../scenarios");
    const files = readdirSync(folder).filter((file) => file.endsWith(".yaml"));
    const questions = files.sort().map((file) => {
      const { title, question, failures } = parse(readFileSync(join(folder, file), "utf8"));
      return { name: basename(file, ".yaml"), title, question, isOfYears: failures !== undefined };
    });
    return `export const exampleQuestions = ${JSON.stringify(questions)};`;
  },
});

export default defineConfig(({ mode }) => ({
  root,
  base: "./",
  publicDir: false,
  logLevel: "warn",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // A worker that is a module never starts from a file on a disk.
  worker: { format: "iife" },
  plugins: [
    exampleQuestions(),
    ...(mode === "report" ? [viteSingleFile({ useRecommendedBuildConfig: true })] : []),
  ],
  build: {
    outDir: join(root, "../dist", mode === "report" ? "report" : "web"),
    emptyOutDir: true,
    target: "es2022",
    // Everything by a request of its own: a strict policy allows no data in addresses.
    assetsInlineLimit: mode === "report" ? Number.MAX_SAFE_INTEGER : 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
}));
