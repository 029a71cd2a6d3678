/** `2026-11-21 13:33`: a moment in the local time; undefined for one that is none. */
export function localMinute(time: Date): string | undefined {
  if (Number.isNaN(time.getTime())) return undefined;
  const shifted = new Date(time.getTime() - time.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16).replace('T', ' ');
}
