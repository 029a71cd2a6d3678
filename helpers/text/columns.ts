/**
 * Pads the cells of a table to columns two blanks apart.
 *
 * @param alignment a letter a column, `l` or `r`; columns without one are aligned left
 */
export function columns(table: readonly (readonly string[])[], alignment = ''): string[] {
  const widths: number[] = [];
  for (const row of table) {
    for (const [at, text] of row.entries()) widths[at] = Math.max(widths[at] ?? 0, text.length);
  }
  return table.map((row) =>
    row
      .map((text, at) =>
        alignment[at] === 'r' ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
