// Two builds of one page: for a server or a folder of files, and, in mode "report", as one file that opens from a disk.
import { join } from "node:path";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";
import { exampleQuestions } from "./build/example-questions.ts";
import { pagePolicy } from "./build/page-policy.ts";

const root = import.meta.dirname;

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
    pagePolicy(mode === "report" ? "report" : "web"),
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
