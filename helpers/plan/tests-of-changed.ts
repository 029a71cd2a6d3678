import { basename, dirname, join, relative } from 'node:path';
import type { Suite } from '../pipeline/row.ts';

/** A suite with the test file that plays it. */
export interface PlayedSuite {
  readonly suite: Suite;
  readonly file: string;
}

/** The test files that there are. */
export interface TestFiles {
  readonly suites: readonly PlayedSuite[];
  /** of the suites' project, those that play none: they look at all of them */
  readonly others: readonly string[];
  /** the harness's own, where these are part of the run */
  readonly harness: readonly string[];
}

/** Where things lie that no test imports, as Vitest knows it. */
export interface Watched {
  /** of the project */
  readonly root: string;
  readonly expectedOutputs: string;
  readonly snapshots: string | undefined;
  readonly fixtures: string;
  readonly dialects: string;
  /** files of the harness that suites are opened by: their test files get them as one module */
  readonly openers: readonly string[];
}

/**
 * Which test files depend on changed files that no module imports: baselines, review pages, image fixtures, dialects,
 * documents, what suites are opened by, and what modules of the harness read by its path: shell programs, tables.
 *
 * @param changed absolute paths
 */
export function testsOfChanged(
  changed: readonly string[],
  watched: Watched,
  { suites, others, harness }: TestFiles,
): string[] {
  const all = suites.map(({ file }) => file);
  const ofType = (name: string) =>
    suites
      .filter(({ suite }) => suite.outputTypes.some((type) => type.name === name))
      .map(({ file }) => file);
  const found = changed.flatMap((path) => {
    const [type] = below(watched.expectedOutputs, path);
    if (type !== undefined) {
      // What is of no type is of all: versions.json says what their builds lack.
      const own = ofType(type);
      return [...(own.length > 0 ? own : all), ...others];
    }
    const [page] = watched.snapshots === undefined ? [] : below(watched.snapshots, path);
    if (page !== undefined) return [...ofType(basename(page, '.md')), ...others];
    if (below(watched.fixtures, path).length > 0) {
      return suites
        .filter(({ suite }) => suite.rows.some(({ image }) => image !== undefined))
        .map(({ file }) => file);
    }
    if (watched.openers.includes(path)) return [...all, ...others];
    if (below(watched.dialects, path).length > 0 && !path.endsWith('.test.ts')) return [...all, ...others];
    const helpers = join(watched.root, 'helpers');
    if (below(helpers, path).length > 0 && !path.endsWith('.ts')) return nearest(path, helpers, harness);
    const isOfProject = ['docs', 'suites'].some((name) => below(join(watched.root, name), path).length > 0);
    return isOfProject ? others : [];
  });
  return [...new Set(found)];
}

/** The tests in the folder of a file, or else in the first one above it that has any. */
function nearest(path: string, top: string, tests: readonly string[]): readonly string[] {
  const folder = dirname(path);
  const beside = tests.filter((test) => dirname(test) === folder);
  return beside.length > 0 || folder === top ? beside : nearest(folder, top, tests);
}

/** The way from a folder to something below it; empty for anything else. */
function below(folder: string, path: string): string[] {
  const way = relative(folder, path).split('/');
  return way[0] === '..' || way[0] === '' ? [] : way;
}
