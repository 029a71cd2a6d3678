/**
 * A text as a code span of Markdown, on one line; long ones are cut.
 *
 * @param width characters that are shown at most
 */
export function inlineCode(text: string, width = Number.POSITIVE_INFINITY): string {
  const line = text.replaceAll('`', "'").replace(/\s+/g, ' ');
  return `\`${line.length > width ? `${line.slice(0, width)}…` : line}\``;
}
