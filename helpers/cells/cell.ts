import type { Row } from '../pipeline/row.ts';

/** One case at one release: one test. */
export interface Cell {
  readonly row: Row;
  readonly version: string;
  /** the release whose baselines stand for those of `version`, which has none */
  readonly judgedBy?: string;
}

/** `create qcow2 1G-cs-64k @ 10.0.13`: a cell's test among all tests, as Vitest joins it with the names around it. */
export function testName({ row, version }: Cell): string {
  return [row.suite, row.target, row.title, `@ ${version}`].join(' ');
}

/**
 * The cells of a suite, row by row: neighbours share the candidate's work, and a row's scratch files go when the
 * last of its releases is done.
 */
export function cellsOf(rows: readonly Row[], releases: readonly Omit<Cell, 'row'>[]): Cell[] {
  return rows.flatMap((row) => releases.map((release) => ({ row, ...release })));
}

/** The release whose baselines a cell is judged by. */
export function baselinesOf({ version, judgedBy }: Cell): string {
  return judgedBy ?? version;
}
