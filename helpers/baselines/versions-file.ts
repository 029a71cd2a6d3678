import { join } from 'node:path';
import { readIfThere } from '../files/read.ts';
import type { Provenance } from '../references/provenance.ts';
import type { Reference } from '../references/reference.ts';
import { sortVersions } from '../versions/order.ts';
import { VERSIONS_FILE } from './layout.ts';
import { recordedVersions } from './store.ts';
import { writeIfDifferent } from './write-file.ts';

/** Says in versions.json what each release was recorded with; entries of releases that were not played stay. */
export function writeVersionsFile(
  root: string,
  types: readonly string[],
  played: readonly Reference[],
  provenance: (reference: Reference) => Provenance,
): void {
  const recorded = new Set(types.flatMap((type) => recordedVersions(root, type)));
  const entries = readVersionsFile(root);
  for (const reference of played) {
    if (recorded.has(reference.version)) entries[reference.version] = provenance(reference);
  }
  const ordered = sortVersions(Object.keys(entries)).map((version) => [version, entries[version]]);
  if (ordered.length === 0) return;
  writeIfDifferent(root, VERSIONS_FILE, `${JSON.stringify(Object.fromEntries(ordered), null, 2)}\n`);
}

export function readVersionsFile(root: string): Record<string, Provenance> {
  const text = readIfThere(join(root, VERSIONS_FILE));
  return text === undefined ? {} : (JSON.parse(text) as Record<string, Provenance>);
}
