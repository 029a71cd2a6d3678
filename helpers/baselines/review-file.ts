import { join } from 'node:path';
import { readPlain } from '../files/read-plain.ts';
import type { Recorded } from './store.ts';
import { writeIfDifferent } from './write-file.ts';

/** Whether a review page is there and says something else. */
export function isOtherPage(path: string, page: string): boolean {
  const there = readPlain(path);
  return there !== undefined && there !== page;
}

/** Brings a review page up to date. @throws WriteError where it cannot be written */
export function writePageFile(snapshots: string, name: string, page: string): Recorded {
  const isThere = readPlain(join(snapshots, name)) !== undefined;
  if (!writeIfDifferent(snapshots, name, page)) return 'unchanged';
  return isThere ? 'updated' : 'written';
}
