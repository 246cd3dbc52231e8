// A worker from a file beside the page, or, in a page that is one file, from within it.
export async function startWorker(): Promise<Worker> {
  if (import.meta.env.MODE !== "report")
    return new Worker(new URL("./worker.ts", import.meta.url), { name: "twinsite" });
  const { default: InlineWorker } = await import("./worker.ts?worker&inline");
  return new InlineWorker();
}
