/** A text on one line, cut to a width. */
export function cut(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > width ? `${line.slice(0, width)}…` : line;
}
