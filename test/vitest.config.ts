import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    reporters: process.env.CI ? ["default", ["json", { outputFile: "reports/out/tests.json" }]] : ["default"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
