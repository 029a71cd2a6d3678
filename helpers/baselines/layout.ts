import { join } from 'node:path';

/** Endings of the three files of a triple. The meta is the commit record: a triple without one is no baseline. */
export const PARTS = { stdout: '.stdout.txt', stderr: '.stderr.txt', meta: '.meta.json' } as const;

/** Names under `<type>/` that are no target. */
export const DERIVED = { profiles: 'profiles', map: 'version-map.json', sums: 'SHA256SUMS' } as const;

export const VERSIONS_FILE = 'versions.json';

/** Where files lie that are being written; same file system, so that a rename puts them into place. */
export const STAGING = '.tmp';

/** Where one triple lies. */
export interface TripleKey {
  readonly type: string;
  readonly target: string;
  readonly version: string;
  readonly stem: string;
}

/** Path of a triple without the endings, relative to expected-outputs/. */
export function triplePath({ type, target, version, stem }: TripleKey): string {
  return join(type, target, version, stem);
}
