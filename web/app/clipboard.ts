// Copies a text, and says so; a page from a disk may not be allowed to, and says that.
import { announce } from "./live.ts";

export async function copy(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce(`Copied ${what}`);
  } catch {
    announce(`Could not copy ${what}: ${text}`);
  }
}
