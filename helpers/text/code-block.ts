/**
 * Lines as a code block of Markdown, in which nothing means anything: its fence is longer than any in it.
 *
 * @param language by which it is coloured
 */
export function codeBlock(lines: readonly string[], language = ''): string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = '`'.repeat(Math.max(2, ...runs) + 1);
  return [fence + language, ...lines, fence];
}
