import type { Expectation } from '../baselines/expectation.ts';
import { type Difference, isWithin } from '../comparison/difference.ts';
import type { Row } from '../pipeline/row.ts';
import { rangeInWords } from '../versions/ranges.ts';
import type { Environment } from './environment.ts';
import type { Found } from './judge.ts';

/**
 * Says of each difference from one release which others would have been answered so: a candidate that answers as an
 * older release does is another finding than one whose answer nobody ever gave.
 *
 * @param judge what differs from what another release did
 */
export function withOtherReleases(
  found: Found,
  judge: (other: Expectation) => Found,
  { row, release }: { readonly row: Row; readonly release: string },
  { recorded, expectation }: Pick<Environment, 'recorded' | 'expectation'>,
): Found {
  if (found.kind === 'unusable' || found.differences.length === 0) return found;
  const others = new Map<string, readonly Difference[]>();
  for (const version of recorded.filter((each) => each !== release)) {
    const expected = expectation(row, version);
    const other = expected && judge(expected);
    if (other?.kind === 'compared') others.set(version, other.differences);
  }
  const differences = found.differences.map((difference): Difference => {
    const same = [...others].filter(([, theirs]) => !theirs.some((other) => covers(other, difference)));
    if (same.length === 0) return difference;
    const versions = same.map(([version]) => version);
    return { ...difference, as: rangeInWords(versions, recorded) };
  });
  return { ...found, differences };
}

/** Whether one difference is at the place of another, or of something that holds it. */
function covers(outer: Difference, inner: Difference): boolean {
  return isWithin(inner.location, outer.location);
}
