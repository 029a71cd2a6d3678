import { join } from 'node:path';
import type { OutputType, Row } from '../pipeline/row.ts';

/** Endings of the three files of a triple. The meta is the commit record: a triple without one is no baseline. */
export const PARTS = { stdout: '.stdout.txt', stderr: '.stderr.txt', meta: '.meta.json' } as const;

/** Names under `<type>/` that are no target. */
export const DERIVED = { profiles: 'profiles', map: 'version-map.json', sums: 'SHA256SUMS' } as const;

export const VERSIONS_FILE = 'versions.json';

/** Where files lie that are being written; same file system, so that a rename puts them into place. */
export const STAGING = '.tmp';

/** Where one triple lies. */
export interface TripleKey {
  readonly type: OutputType;
  readonly target: string;
  readonly version: string;
  readonly stem: string;
}

/** Path of a triple without the endings, relative to expected-outputs/. */
export function triplePath({ type, target, version, stem }: TripleKey): string {
  return join(type.name, target, version, stem);
}

/** Where the baselines of a case at a release lie, one for each of its outputs. */
export function triplesOf({ outputs, target, stem }: Row, version: string): TripleKey[] {
  return outputs.map(({ type }) => ({ type, target, version, stem }));
}
