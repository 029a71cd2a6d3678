import type { Judgement } from '../cells/verdict.ts';
import type { Difference } from '../comparison/difference.ts';
import type { Row } from '../pipeline/row.ts';
import { selectVersions } from '../versions/select.ts';
import type { KnownDivergence, Reader } from './known-divergence.ts';

/** The readers that `any` stands for; an examination of the image itself is named where it is meant. */
const READS_INFO: readonly Reader[] = ['candidate', 'reference'];

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

export function nameOf({ suite, target, case: pattern, releases, reader }: KnownDivergence): string {
  return `${suite}/${target}/${pattern} @ ${releases} (${reader})`;
}

function applies(entry: KnownDivergence, row: Row, version: string, reader: Reader): boolean {
  return (
    (entry.reader === reader || (entry.reader === 'any' && READS_INFO.includes(reader))) &&
    matchesCase(entry, row) &&
    matchesRelease(entry.releases, version)
  );
}

export function matchesCase(entry: KnownDivergence, row: Row): boolean {
  const pattern = entry.case
    .split('*')
    .map((literal) => literal.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return (
    entry.suite === row.suite && entry.target === row.target && new RegExp(`^${pattern}$`).test(row.title)
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
