// The shipped scenarios, as texts; each is loaded when it is opened.
const texts = import.meta.glob<string>("../../../scenarios/*.yaml", { query: "?raw", import: "default" });
const attachments = import.meta.glob<string>("../../../scenarios/attachments/*", {
  query: "?raw",
  import: "default",
});

export const exampleNames: readonly string[] = Object.keys(texts).map(nameOf).sort();

export async function exampleText(name: string): Promise<string | undefined> {
  const path = Object.keys(texts).find((each) => nameOf(each) === name);
  return path === undefined ? undefined : texts[path]?.();
}

/** The texts beside the scenarios that this one names, by those names. */
export async function attachmentsOf(text: string): Promise<Record<string, string>> {
  const named = Object.entries(attachments)
    .map(([path, read]) => [`attachments/${path.split("/").at(-1)}`, read] as const)
    .filter(([name]) => text.includes(name));
  return Object.fromEntries(await Promise.all(named.map(async ([name, read]) => [name, await read()])));
}

function nameOf(path: string): string {
  return (
    path
      .split("/")
      .at(-1)
      ?.replace(/\.yaml$/, "") ?? path
  );
}
