import type { Expectation } from '../baselines/expectation.ts';
import { type Difference, isWithin } from '../comparison/difference.ts';
import type { Row, Step } from '../pipeline/row.ts';
import { rangeInWords } from '../versions/ranges.ts';
import type { Environment } from './environment.ts';
import type { Found } from './judge.ts';

/** What is held against one release, and how it would be held against another. */
export interface Held {
  readonly row: Row;
  readonly release: string;
  /** steps that are judged: a release that did not come to play them has answered nothing */
  readonly steps: readonly Step[];
  readonly judge: (other: Expectation) => Found;
}

/**
 * Says of each difference from one release which others would have been answered so: a candidate that answers as an
 * older release does is another finding than one whose answer nobody ever gave.
 */
export function withOtherReleases(
  found: Found,
  { row, release, steps, judge }: Held,
  { recorded, expectation }: Pick<Environment, 'recorded' | 'expectation'>,
): Found {
  if (found.kind === 'unusable' || found.differences.length === 0) return found;
  const others = new Map<string, readonly Difference[]>();
  for (const version of recorded.filter((each) => each !== release)) {
    const expected = expectation(row, version);
    if (!expected || !steps.every(({ name }) => expected.exitCodes.has(name))) continue;
    const other = judge(expected);
    if (other.kind === 'compared') others.set(version, other.differences);
  }
  const differences = found.differences.map((difference): Difference => {
    const same = [...others].filter(([, theirs]) => !theirs.some((other) => tellsAgainst(other, difference)));
    if (same.length === 0) return difference;
    const versions = same.map(([version]) => version);
    return { ...difference, as: rangeInWords(versions, recorded) };
  });
  return { ...found, differences };
}

/** Whether a difference from another release shows that it has not given this answer either. */
function tellsAgainst(other: Difference, difference: Difference): boolean {
  const { location } = difference;
  // It may be any.
  if (other.location.kind === 'untold' || location.kind === 'untold') return true;
  if (isWithin(location, other.location)) return true;
  // A whole output, its bytes or a stretch of it is the answer of a release only where nothing else differs there.
  const isOfAll =
    location.kind === 'bytes' ||
    location.kind === 'extent' ||
    (location.kind === 'field' && location.keys.length === 0);
  return isOfAll && other.location.kind !== 'exit code';
}
