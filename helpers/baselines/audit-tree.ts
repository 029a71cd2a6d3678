import { join } from 'node:path';
import { entriesIn } from '../files/entries.ts';
import type { Suite } from '../pipeline/row.ts';
import { isAlive } from '../process/is-alive.ts';
import { sortVersions } from '../versions/order.ts';
import { readCollection } from './collection.ts';
import type { Finding } from './finding.ts';
import { STAGING, VERSIONS_FILE } from './layout.ts';
import type { Mend } from './mend.ts';
import { STAGED_BY } from './write-file.ts';

/**
 * Holds expected-outputs/ as a whole against all suites: every folder is an output type of one of them, beside which
 * there is versions.json and what a recording is writing just now.
 */
export function auditTree(root: string, suites: readonly Suite[]): Finding[] {
  const types = new Map(
    suites.flatMap((suite) => suite.outputTypes.map(({ name }) => [name, suite.command] as const)),
  );
  const found = entriesIn(root).flatMap(({ path: name, kind }): Finding[] => {
    if (name === STAGING && kind === 'folder') return abandoned(root);
    const expected = types.has(name) ? 'folder' : name === VERSIONS_FILE ? 'file' : undefined;
    if (expected === kind) return [];
    if (expected === undefined) {
      const isFolder = kind === 'folder';
      const what = isFolder ? 'is an output type of no suite' : 'belongs to no suite';
      return [{ where: name, what, mend: removal(root, name, isFolder) }];
    }
    const mend: Mend = {
      kind: 'record',
      suite: types.get(name),
      releases: 'all',
      inTheWay: [{ path: join(root, name), isFolder: kind === 'folder' }],
      restore: { root, files: [name] },
    };
    return [{ where: name, what: `is a ${kind}, where a ${expected} belongs`, mend }];
  });
  return found;
}

/** Releases that have a baseline of any case, in version order. */
export function recordedBySuites(root: string, suites: readonly Suite[]): string[] {
  const collections = suites.flatMap((suite) =>
    suite.outputTypes.map((type) => readCollection(root, suite, type)),
  );
  return sortVersions(new Set(collections.flatMap(({ versions }) => versions)));
}

/** What recordings have left that died; what others are writing is theirs. */
function abandoned(root: string): Finding[] {
  return entriesIn(join(root, STAGING)).flatMap(({ path, kind }) => {
    const writer = STAGED_BY.exec(path)?.[1];
    if (writer !== undefined && isAlive(Number(writer))) return [];
    const name = `${STAGING}/${path}`;
    return [
      {
        where: name,
        what: 'was left by a recording that died',
        mend: removal(root, name, kind === 'folder'),
      },
    ];
  });
}

/** Review pages of output types that no suite has, and whatever else lies beside the pages. */
export function strayPages(snapshots: string, suites: readonly Suite[]): Finding[] {
  const pages = suites.flatMap(({ outputTypes }) => outputTypes.map(({ name }) => `${name}.md`));
  return entriesIn(snapshots).flatMap(({ path, kind }): Finding[] => {
    if (path === STAGING && kind === 'folder')
      return abandoned(snapshots).map((one) => ({ ...one, where: `__snapshots__/${one.where}` }));
    const where = `__snapshots__/${path}`;
    const isFolder = kind === 'folder';
    if (!pages.includes(path))
      return [{ where, what: 'is the page of no output type', mend: removal(snapshots, path, isFolder) }];
    // What is wrong with the page itself the suite tells.
    return [];
  });
}

function removal(folder: string, name: string, isFolder: boolean): Mend {
  return { kind: 'remove', path: join(folder, name), ...(isFolder ? { isFolder } : {}) };
}
