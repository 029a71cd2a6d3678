import type { Difference } from '../comparison/difference.ts';
import type { KnownDivergence } from '../pipeline/known-divergence.ts';
import { matchesCase, nameOf } from '../pipeline/known-divergence.ts';
import type { Reader } from '../pipeline/reader.ts';
import { IMAGE_READERS } from '../pipeline/reader.ts';
import type { Row } from '../pipeline/row.ts';
import { selectVersions } from '../versions/select.ts';
import type { Judgement } from './verdict.ts';

/** Judges what one reader found in the light of the known divergences of the candidate. */
export function applyKnown(
  entries: readonly KnownDivergence[],
  row: Row,
  version: string,
  reader: Reader,
  differences: readonly Difference[],
): Judgement {
  const applicable = entries.filter((entry) => applies(entry, row, version, reader));
  const unexplained = differences.filter(
    (difference) => !applicable.some((entry) => explains(entry, difference)),
  );
  if (unexplained.length > 0) return { reader, result: 'diverged', differences };
  const stale = applicable.find((entry) => !differences.some((difference) => explains(entry, difference)));
  if (stale) {
    return { reader, result: 'stale', reason: `nothing differs any more; delete the entry ${nameOf(stale)}` };
  }
  const [entry] = applicable;
  if (!entry) return { reader, result: 'match' };
  return { reader, result: 'known', differences, reason: entry.reason, link: entry.link };
}

function applies(entry: KnownDivergence, row: Row, version: string, reader: Reader): boolean {
  return (
    (entry.reader === reader || (entry.reader === 'any' && IMAGE_READERS.some((one) => one === reader))) &&
    matchesCase(entry, row) &&
    matchesRelease(entry.releases, version)
  );
}

function matchesRelease(releases: string, version: string): boolean {
  return releases === 'all' || selectVersions([version], releases).ok;
}

function explains(entry: KnownDivergence, { path, actual }: Difference): boolean {
  const rule = entry.fields[path];
  if (rule === undefined) return false;
  return rule === 'any' || JSON.stringify(rule.is) === JSON.stringify(actual);
}
