import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    reporters: process.env.CI ? ["default", ["json", { outputFile: "reports/out/tests.json" }]] : ["default"],
    // Vitest leaves one core to itself, which on two is half of them.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: "engine",
          include: ["test/**/*.test.ts"],
          exclude: ["test/web/**"],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // Browsers afterwards: what people would wait for is not waited for beside other work.
        test: {
          name: "page",
          include: ["test/web/**/*.test.ts"],
          sequence: { groupOrder: 1 },
          // What a click has asked for is drawn a frame or two later.
          expect: { poll: { timeout: 60_000, interval: 50 } },
        },
      },
    ],
  },
});
