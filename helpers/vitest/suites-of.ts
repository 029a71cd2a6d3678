import { basename, dirname } from 'node:path';
import type { Vitest } from 'vitest/node';
import { importBuilt } from '../bundling/import-built.ts';
import type { Suite } from '../pipeline/row.ts';
import { loadSuite } from '../plan/find-suites.ts';
import type { PlayedSuite } from '../plan/tests-of-changed.ts';

/** The suites that test files play, loaded in the main process. */
export async function suitesOf(files: readonly string[]): Promise<Suite[]> {
  const folders = files.flatMap((file) => folderOfSuite(file) ?? []);
  return Promise.all(folders.map((folder) => loadSuite(folder, importBuilt)));
}

/** Names of the output types that test files judge by; undefined: of all, where one of them plays no suite. */
export async function typesOf(files: readonly string[]): Promise<string[] | undefined> {
  const suites = await suitesOf(files);
  if (suites.length < files.length) return undefined;
  return suites.flatMap(({ outputTypes }) => outputTypes.map(({ name }) => name));
}

/** Every suite of a project, whatever the run is filtered to. */
export async function allSuites(vitest: Vitest, project: string): Promise<Suite[]> {
  const { testFiles } = await vitest.getProjectByName(project).globTestFiles();
  return suitesOf(testFiles);
}

/** Every test file of a project: those that play a suite, with it, and the others. */
export async function testFilesOf(
  vitest: Vitest,
  project: string,
): Promise<{ readonly suites: readonly PlayedSuite[]; readonly others: readonly string[] }> {
  const { testFiles } = await vitest.getProjectByName(project).globTestFiles();
  const played = testFiles.filter((file) => folderOfSuite(file) !== undefined);
  const suites = await suitesOf(played);
  return {
    suites: suites.map((suite, at) => ({ suite, file: played[at] ?? '' })),
    others: testFiles.filter((file) => !played.includes(file)),
  };
}

/** `suites/create/create.test.ts` plays the suite of its folder; other test files play none. */
function folderOfSuite(file: string): string | undefined {
  const folder = dirname(file);
  return basename(file) === `${basename(folder)}.test.ts` ? folder : undefined;
}
