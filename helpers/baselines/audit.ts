import type { Safety } from '../pipeline/safety.ts';
import { auditCases } from './audit-cases.ts';
import { auditDerived } from './audit-derived.ts';
import { auditPlaces } from './audit-places.ts';
import { auditSums } from './audit-sums.ts';
import type { Collection } from './collection.ts';
import type { Finding } from './finding.ts';
import type { CommandsOf } from './fitting-meta.ts';
import type { Recording } from './recording.ts';

/**
 * Holds one output type against its suite, both ways: every case of every recorded release has a whole triple (images
 * of a safety that this run leaves out may be without) that is of it and has the bytes that were recorded, everything in
 * the folder belongs to a case, nothing names a path of the recording machine, and what is derived is what the triples
 * give. What is wrong is told once, whatever follows from it.
 *
 * @param commands that a reference is given for the steps of a row
 */
export function auditType(
  root: string,
  suite: string,
  collection: Collection,
  safeties: readonly Safety[],
  commands: CommandsOf,
): Finding[] {
  const type = collection.type.name;
  const told = auditSums(root, suite, collection);
  const { sums } = told;
  if (collection.versions.length === 0 && sums.size === 0 && collection.entries.length === 0) {
    const mend: Recording = { kind: 'record', suite, releases: 'all', safeties };
    return [{ where: type, what: 'nothing is recorded', mend }];
  }
  const places = auditPlaces(root, suite, collection, sums);
  const { isCovered } = places;
  const found = [
    ...places.findings,
    ...auditCases({ root, suite, collection, sums, hasSums: told.isWhole, safeties, commands, isCovered }),
    ...told.findings,
  ];
  // What follows from broken triples is broken in every file; the triples are what is to be mended.
  return found.length > 0 ? found : auditDerived(root, suite, collection, sums);
}
