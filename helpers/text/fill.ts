/** Width of lines that are filled: that of the sources. */
const WIDTH = 110;

/**
 * Puts words into lines, as many as there is room for; words may hold blanks, and are never broken.
 *
 * @param indent what every line but the first begins with
 */
export function fill(words: readonly string[], indent: string): string[] {
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of words) {
    if (line === undefined) line = word;
    else if (line.length + 1 + word.length <= WIDTH) line += ` ${word}`;
    else {
      lines.push(line);
      line = indent + word;
    }
  }
  return line === undefined ? lines : [...lines, line];
}

/** Fills lines with a text of Markdown, in which code spans are words. */
export function fillText(text: string, indent: string): string[] {
  return fill(text.match(/(?:`[^`]*`|[^\s`])+/g) ?? [], indent);
}
