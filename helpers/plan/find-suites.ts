import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Import, ownImport } from '../files/own-import.ts';
import { foldersIn } from '../files/read.ts';
import type { Suite } from '../pipeline/row.ts';
import { UsageError } from '../text/usage-error.ts';

/**
 * Loads every suite below a folder, by its place: `<folder>/<command>/<command>.ts`. Nothing else names a suite.
 *
 * @throws UsageError for the first folder that is none: one line that names the file
 */
export async function findSuites(folder: string, load: Import = ownImport): Promise<Suite[]> {
  return Promise.all(foldersIn(folder).map((command) => loadSuite(join(folder, command), load)));
}

/** The names of all suites of which one has this test file. */
export function suitesBeside(testFile: string): string[] {
  return foldersIn(dirname(dirname(testFile)));
}

/** @throws UsageError where the folder holds no suite of its name */
export async function loadSuite(folder: string, load: Import = ownImport): Promise<Suite> {
  const command = basename(folder);
  const file = join(folder, `${command}.ts`);
  for (const name of [`${command}.ts`, `${command}.test.ts`]) {
    if (!existsSync(join(folder, name))) throw new UsageError(`${folder}: is no suite, it has no ${name}`);
  }
  const { suite } = (await load(file)) as { suite?: Suite };
  if (suite === undefined) throw new UsageError(`${file}: exports no "suite"`);
  const stranger = suite.rows.find((row) => row.suite !== suite.command);
  if (suite.command !== command || stranger) {
    const other = stranger ? `has a row of "${stranger.suite}"` : `is the suite "${suite.command}"`;
    throw new UsageError(`${file}: ${other}, but its folder is "${command}"; both are to be the same`);
  }
  return suite;
}
