import { COMPARATORS } from '../comparison/comparators.ts';
import type { Difference } from '../comparison/difference.ts';
import type { OutputType, Row } from '../pipeline/row.ts';
import type { Collection } from './collection.ts';
import { exitCodes, type Triple } from './triple.ts';

/** A case that does otherwise from some release on. */
export interface CaseChange {
  readonly row: Row;
  /** the first release that does so */
  readonly since: string;
  /** the nearest older release that the case is recorded for: the one before, but for gaps */
  readonly before: string;
  readonly old: Triple;
  readonly now: Triple;
}

/**
 * Every change of every case, from release to release. Releases that a case is not recorded for are passed over: what a
 * build lacks is no change of qemu-img's, and hides none.
 */
export function changesOf({ versions, rows, at, print: printOf }: Collection): CaseChange[] {
  return rows.flatMap((row) => {
    const changes: CaseChange[] = [];
    let last: { version: string; triple: Triple; print: string | undefined } | undefined;
    for (const version of versions) {
      const stored = at(row, version);
      if (stored.kind !== 'whole') continue;
      const { triple } = stored;
      const print = printOf(row, version);
      if (last && last.print !== print) {
        changes.push({ row, since: version, before: last.version, old: last.triple, now: triple });
      }
      last = { version, triple, print };
    }
    return changes;
  });
}

/** In what a case does otherwise: exit codes in the order of its steps, then what is printed. */
export function differencesOf({ row, old, now }: CaseChange, { comparison }: OutputType): Difference[] {
  const [codesBefore, codesAfter] = [exitCodes(old.meta), exitCodes(now.meta)];
  const codes = row.steps.flatMap(({ name }): Difference[] => {
    const [expected, actual] = [codesBefore, codesAfter].map((codes) => codes.get(name) ?? 'did not run');
    if (expected === undefined || actual === undefined || expected === actual) return [];
    return [{ location: { kind: 'exit code', step: name }, expected, actual }];
  });
  return [...codes, ...COMPARATORS[comparison].compare(old.stdout, now.stdout)];
}
