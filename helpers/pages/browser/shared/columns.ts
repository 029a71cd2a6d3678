/** Neighbouring releases that are one column: places of the first and of the last of them. */
export interface Column {
  readonly first: number;
  readonly last: number;
}

/**
 * Neighbours in which every row is the same are one column; releases of which no row shows anything have none.
 *
 * @param rows by release: anything that is equal where a reader would see the same, and -1 for nothing
 */
export function columnsOf(rows: readonly (readonly number[])[], releases: number): Column[] {
  const columns: Column[] = [];
  for (let at = 0; at < releases; at += 1) {
    const open = columns.at(-1);
    if (open && rows.every((row) => row[at] === row[at - 1]))
      columns[columns.length - 1] = { ...open, last: at };
    else columns.push({ first: at, last: at });
  }
  return columns.filter(({ first }) => rows.some((row) => row[first] !== -1));
}

/** `5.2.0–7.2.22`, or one release. */
export function rangeOf({ first, last }: Column, versions: readonly string[]): string {
  return first === last ? (versions[first] ?? '') : `${versions[first]}–${versions[last]}`;
}
