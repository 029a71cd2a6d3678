import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn } from '../files/read.ts';
import type { Suite } from '../pipeline/row.ts';

/**
 * Loads every suite below a folder: `<folder>/<command>/<command>.ts`. A new suite is found by its place and named
 * nowhere.
 */
export function findSuites(folder: string): Promise<Suite[]> {
  const files = foldersIn(folder)
    .map((command) => join(folder, command, `${command}.ts`))
    .filter((file) => existsSync(file));
  return Promise.all(files.map(async (file) => ((await import(file)) as { suite: Suite }).suite));
}
