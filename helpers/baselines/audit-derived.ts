import { join } from 'node:path';
import { groupBy } from '../files/group-by.ts';
import { readIfThere } from '../files/read.ts';
import type { Collection } from './collection.ts';
import { deriveFiles, leftOver } from './derived.ts';
import type { Finding } from './finding.ts';
import type { Mend } from './mend.ts';
import type { Sums } from './sums.ts';

/** Holds what is derived of a type's baselines against them; several files of a profile are one finding. */
export function auditDerived(root: string, suite: string, collection: Collection, sums: Sums): Finding[] {
  const type = collection.type.name;
  const derived = deriveFiles(collection, sums);
  const stale = [...derived].flatMap(([path, text]) =>
    readIfThere(join(root, type, path)) === text ? [] : [path],
  );
  const over = leftOver(collection, derived).map(({ path }) => path);
  // Of a folder with something in it, that is told.
  const left = over.filter((path) => !over.some((other) => other.startsWith(`${path}/`)));
  const mend: Mend = { kind: 'record', suite, releases: [] };
  const groups = groupBy([...stale, ...left], (path) => path.split('/').slice(0, 2).join('/'));
  return [...groups].flatMap(([folder, paths]) => {
    const [only = ''] = paths;
    const what = 'is not what the baselines give';
    return paths.length === 1
      ? [{ where: `${type}/${only}`, what, mend }]
      : [{ where: `${type}/${folder}`, what: `${what} (${paths.length} files)`, mend }];
  });
}
