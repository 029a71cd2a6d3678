import stableStringify from 'fast-json-stable-stringify';
import { type Difference, writeLocation } from '../comparison/difference.ts';
import { type KnownDivergence, matchesCase, nameOf } from '../pipeline/known-divergence.ts';
import { IMAGE_READERS, type Reader } from '../pipeline/reader.ts';
import { selectVersions } from '../versions/select.ts';
import type { Cell } from './cell.ts';
import type { Judgement } from './verdict.ts';

/** Judges what one reader found in a cell in the light of the known divergences of the candidate. */
export function applyKnown(
  entries: readonly KnownDivergence[],
  cell: Cell,
  reader: Reader,
  differences: readonly Difference[],
): Judgement {
  const applicable = entries.filter((entry) => applies(entry, cell, reader));
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
  const { reason, origin, link } = entry;
  return { reader, result: 'known', differences, reason, origin, link };
}

function applies(entry: KnownDivergence, { row, version }: Cell, reader: Reader): boolean {
  return matchesReader(entry, reader) && matchesCase(entry, row) && matchesRelease(entry.releases, version);
}

/** `any` stands for those who read the image back; an examination of the image itself is named where it is meant. */
function matchesReader(entry: KnownDivergence, reader: Reader): boolean {
  return entry.reader === reader || (entry.reader === 'any' && IMAGE_READERS.some((one) => one === reader));
}

function matchesRelease(releases: string, version: string): boolean {
  return releases === 'all' || selectVersions([version], releases).ok;
}

function explains(entry: KnownDivergence, { location, actual }: Difference): boolean {
  const rule = entry.fields[writeLocation(location)];
  if (rule === undefined) return false;
  if (rule === 'any') return true;
  return actual !== undefined && stableStringify(rule.is) === stableStringify(actual);
}
