// Names in the room that there is.

/** Beginning and end tell names apart: "orders-shan…ai-1". */
export function shortened(name: string, room: number): string {
  const letters = [...name];
  if (letters.length <= room) return name;
  const end = Math.floor((room - 1) / 3);
  return `${letters.slice(0, room - 1 - end).join("")}…${end > 0 ? letters.slice(-end).join("") : ""}`;
}

/** A name among other words, whatever way it is written. */
export const isolated = (name: string): string => `\u2068${name}\u2069`;
