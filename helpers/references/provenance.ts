import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../files/read.ts';
import type { Feature } from '../pipeline/feature.ts';
import type { Reference } from './reference.ts';
import { readSource } from './source-record.ts';

/** What versions.json says of a recorded release: what it was recorded with. */
export interface Provenance {
  /** first line of `--version` */
  readonly banner: string;
  /** of the program file */
  readonly sha256: string;
  /** distribution suite and package version, or `dropped in` */
  readonly source: string;
  readonly arch: string;
  /** what this build of the release was made without, of what cases need; left out where it has everything */
  readonly lacks?: readonly Feature[];
}

/** Where a reference comes from and which bytes it is: of the program itself, not of the launcher in front of it. */
export function provenance(reference: Reference): Provenance {
  const source = readSource(reference.folder);
  const told = source && join(reference.folder, source.program);
  const program = told && existsSync(told) ? told : realpathSync(reference.program);
  return {
    banner: reference.banner,
    sha256: sha256(program),
    source: source ? `${source.suite} ${source.package} ${source.package_version}` : 'dropped in',
    arch: reference.arch,
    ...(reference.lacks.length > 0 ? { lacks: reference.lacks } : {}),
  };
}
