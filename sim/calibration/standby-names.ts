// synchronous_standby_names and synchronous_commit of PostgreSQL, as what a commit waits for.
// Source: PostgreSQL 17 manual, 20.6.2 and 20.5.1.
import type { SeenAcknowledgement } from "./acknowledgement.ts";

/** Undefined for a text that is none. `FIRST 2 (a, b)`, `2 (a, b)`, `ANY 1 (a, b)`, `a, b`, ``. */
export function acknowledgementOf(
  names: string,
  commit: string | undefined,
): SeenAcknowledgement | undefined {
  const text = names.trim();
  if (text === "") return { kind: "asynchronous" };
  const stage = commit === undefined ? {} : stageOf(commit);
  if (stage === undefined) return { kind: "asynchronous" };
  const match = /^(?:(FIRST|ANY)\s+)?(\d+)\s*\(([^()]+)\)$/i.exec(text);
  if (match) {
    const standbys = Number(match[2]);
    if (standbys < 1) return undefined;
    return { kind: match[1]?.toUpperCase() === "ANY" ? "quorum" : "synchronous", standbys, ...stage };
  }
  return /[()]/.test(text) ? undefined : { kind: "synchronous", standbys: 1, ...stage };
}

/** Undefined where a commit does not wait for a standby at all. */
export function stageOf(commit: string): Pick<SeenAcknowledgement, "stage"> | undefined {
  switch (commit.toLowerCase()) {
    case "remote_write":
      return { stage: "received" };
    case "remote_apply":
      return { stage: "applied" };
    case "off":
    case "false":
    case "local":
      return undefined;
    default:
      return { stage: "flushed" };
  }
}
