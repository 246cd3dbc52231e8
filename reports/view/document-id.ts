// What a document is called in addresses: the same wherever it is opened, so a link to it holds.

/** Twelve characters: of its fingerprint, or of a digest of all of it. Equal documents have equal ids. */
export function documentId(document: object): string {
  if ("fingerprint" in document && typeof document.fingerprint === "string") {
    const [id] = /^[0-9a-f]{12}/.exec(document.fingerprint) ?? [];
    if (id !== undefined) return id;
  }
  return digest(JSON.stringify(document));
}

/** FNV-1a over UTF-16 units, twice with different offsets: names a document, protects nothing. */
function digest(text: string): string {
  const half = (offset: number): string => {
    let hash = offset;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    return (hash >>> 0).toString(16).padStart(8, "0");
  };
  return `${half(0x811c9dc5)}${half(0x01234567)}`.slice(0, 12);
}
