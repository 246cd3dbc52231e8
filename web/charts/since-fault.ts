// Instants of a run, as they are told.

/** Since the fault: +26.248 s, after ten minutes +4:17:57.855 in hours, minutes and seconds. */
export function sinceFault(at: number, zero: number): string {
  const micros = Math.abs(at - zero);
  const sign = at < zero ? "−" : "+";
  if (micros < 600e6) return `${sign}${(micros / 1e6).toFixed(3)} s`;
  const millis = Math.round(micros / 1e3);
  const seconds = ((millis % 60_000) / 1e3).toFixed(3).padStart(6, "0");
  const minutes = String(Math.floor(millis / 60_000) % 60).padStart(2, "0");
  return `${sign}${Math.floor(millis / 3_600_000)}:${minutes}:${seconds}`;
}
