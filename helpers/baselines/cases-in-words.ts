import { groupBy } from '../files/group-by.ts';
import type { Row } from '../pipeline/row.ts';
import { plural } from '../text/plural.ts';

/** Up to how many cases are named where a sentence tells only how many there are of others. */
const NAMED = 4;

/**
 * Which cases, exactly: `all 36 cases`, `all 18 cases but vmdk 1M-raw-count0-vmdk`, `all 8 raw cases; vhd 1M-fixed`. By
 * target, and of most of a target those that are not meant.
 *
 * @param all the cases there are
 */
export function casesExactly(rows: readonly Row[], all: readonly Row[]): string {
  if (rows.length === all.length && rows.length > 1) return `all ${rows.length} cases`;
  const others = all.filter((row) => !rows.includes(row));
  if (others.length > 0 && others.length <= 2 && rows.length > others.length) {
    return `all ${plural(all.length, 'case')} but ${named(others)}`;
  }
  const meant = groupBy(rows, ({ target }) => target);
  return [...meant]
    .map(([target, members]) => {
      const ofTarget = all.filter((row) => row.target === target);
      const left = ofTarget.filter((row) => !members.includes(row));
      if (members.length > 2 && left.length === 0) return `all ${members.length} ${target} cases`;
      if (members.length > 2 && left.length <= 2) {
        return `all ${ofTarget.length} ${target} cases but ${stems(left)}`;
      }
      return `${target} ${stems(members)}`;
    })
    .join('; ');
}

/** Which cases, in a sentence: by name where they are few, else how many of how many: `3 of 5 vmdk cases`. */
export function casesInShort(rows: readonly Row[], all: readonly Row[]): string {
  if (rows.length === all.length && rows.length > 1) return `all ${rows.length} cases`;
  if (rows.length <= NAMED) return named(rows);
  return [...groupBy(rows, ({ target }) => target)]
    .map(([target, members]) => {
      const ofTarget = all.filter((row) => row.target === target).length;
      if (members.length < ofTarget) return `${members.length} of ${ofTarget} ${target} cases`;
      return members.length === 1 ? named(members) : `all ${ofTarget} ${target} cases`;
    })
    .join(', ');
}

function named(rows: readonly Row[]): string {
  return [...groupBy(rows, ({ target }) => target)]
    .map(([target, members]) => `${target} ${stems(members)}`)
    .join('; ');
}

function stems(rows: readonly Row[]): string {
  return rows.map(({ stem }) => stem).join(', ');
}
