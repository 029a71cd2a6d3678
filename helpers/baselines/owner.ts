import { remembered } from '../files/remembered.ts';
import type { Row } from '../pipeline/row.ts';
import { isVersion } from '../versions/order.ts';
import { PARTS } from './layout.ts';

/** Whose a file of a triple is. */
export interface Owner {
  readonly row: Row;
  readonly version: string;
}

/** Says of a path relative to a type's folder which case at which release it is of, if any, recorded or not. */
export function ownersAmong(rows: readonly Row[]): (file: string) => Owner | undefined {
  const stems = new Map(rows.map((row) => [`${row.target}/${row.stem}`, row]));
  const isRelease = remembered(isVersion);
  // Asked of each file by whatever looks at one.
  return remembered((file: string) => {
    const [target = '', version = '', name = '', ...more] = file.split('/');
    const ending = Object.values(PARTS).find((part) => name.endsWith(part));
    if (ending === undefined || more.length > 0 || !isRelease(version)) return undefined;
    const row = stems.get(`${target}/${name.slice(0, -ending.length)}`);
    return row && { row, version };
  });
}
