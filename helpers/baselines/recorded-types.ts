import { foldersIn } from '../files/read.ts';

/** Output types that something is recorded of under a root, sorted; hidden folders (see STAGING) are none. */
export function recordedTypes(root: string): string[] {
  return foldersIn(root).filter((name) => !name.startsWith('.'));
}
