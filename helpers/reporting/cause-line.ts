import { plural } from '../text/plural.ts';
import { type Cause, groupsOf } from './causes.ts';
import { findingLine } from './finding-line.ts';

/**
 * A cause on one line: its story, and how many other groups it has.
 *
 * @param all releases that were verified
 */
export function causeLine(cause: Cause, all: Iterable<string>): string {
  const others = groupsOf(cause).length - 1;
  const same = others > 0 ? ` (the same in ${plural(others, 'other group')})` : '';
  return findingLine(cause.story, all) + same;
}
