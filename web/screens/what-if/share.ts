// Texts in addresses: deflated and in an alphabet that addresses have. Longer ones are not put there: some programs cut
// long addresses off, and half a scenario is another one.

/** Characters in the address. */
export const LONGEST = 8192;

export async function packed(text: string): Promise<string> {
  const bytes = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const binary = Array.from(new Uint8Array(await new Response(bytes).arrayBuffer()), (byte) =>
    String.fromCharCode(byte),
  ).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Undefined where it is not such a text. */
export async function unpacked(code: string): Promise<string | undefined> {
  try {
    const binary = atob(code.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await new Response(stream).text();
  } catch {
    return undefined;
  }
}
