import { createHash } from 'node:crypto';
import type { Collection } from './collection.ts';

/** Releases whose baselines of one type are equal after the whitelist. */
export interface Profile {
  /** `profile-8-0-0` after the first release of the group */
  readonly name: string;
  readonly versions: readonly string[];
}

/** Groups the recorded releases of one output type, in the order of their first releases. */
export function groupProfiles(collection: Collection): Profile[] {
  const groups = new Map<string, string[]>();
  for (const version of collection.versions) {
    const hash = createHash('sha256');
    for (const row of collection.rows) {
      const state = collection.print(row, version) ?? collection.at(row, version).kind;
      hash.update(`${row.target}/${row.stem}\n${state}\n`);
    }
    const digest = hash.digest('hex');
    groups.set(digest, [...(groups.get(digest) ?? []), version]);
  }
  return [...groups.values()].map((versions) => ({
    name: `profile-${(versions[0] ?? '').replaceAll('.', '-')}`,
    versions,
  }));
}

/** Text of version-map.json. */
export function composeVersionMap(collection: Collection, profiles: readonly Profile[]): string {
  const of = (version: string) => profiles.find((profile) => profile.versions.includes(version))?.name;
  return `${JSON.stringify(
    {
      profiles: Object.fromEntries(profiles.map(({ name, versions }) => [name, versions[0]])),
      version_to_profile: Object.fromEntries(collection.versions.map((version) => [version, of(version)])),
    },
    null,
    2,
  )}\n`;
}
