import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../files/atomic.ts';

/** Name of the record in the folder of a release. */
const SOURCE_FILE = 'source.json';

/** What the provisioner made a release from: `source.json` in its folder. */
export interface SourceRecord {
  /** of an archive; `source` for a build, `upstream` for one that was made elsewhere */
  readonly suite: string;
  /** URI of the archive that the suite is of, where the command line named it */
  readonly archive?: string;
  /** `qemu-utils` of an archive, `qemu` for a build */
  readonly package: string;
  /** of an archive as dpkg orders it; of a build in words: `9.0.0 (commit c25df57ae8f9)` */
  readonly package_version: string;
  /** the program itself, relative to the folder; the launcher beside this file is a script */
  readonly program: string;
  /** packages of other suites that were found to hold the same release, so that they are not fetched again */
  readonly same_release?: readonly Pick<SourceRecord, 'suite' | 'archive' | 'package_version'>[];
}

/** The record of a release; undefined where there is none that can be read, as of one that was dropped in. */
export function readSource(folder: string): SourceRecord | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(join(folder, SOURCE_FILE), 'utf8'));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes the record of a release, in place of the one that is there.
 *
 * @param temporary where it is written first, on the same file system; beside it where nothing is said
 */
export function writeSource(folder: string, record: SourceRecord, temporary?: string): void {
  writeAtomically(join(folder, SOURCE_FILE), `${JSON.stringify(record, null, 2)}\n`, temporary);
}

function isRecord(value: unknown): value is SourceRecord {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return ['suite', 'package', 'package_version', 'program'].every((name) => typeof fields[name] === 'string');
}
