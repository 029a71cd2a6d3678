import { foldersIn } from '../files/read.ts';
import { sortVersions } from '../versions/order.ts';
import { recordedVersions } from './store.ts';

/** Output types that something is recorded of under a root, sorted; hidden folders (see STAGING) are none. */
export function recordedTypes(root: string): string[] {
  return foldersIn(root).filter((name) => !name.startsWith('.'));
}

/** Releases that any type has baselines of, in version order. */
export function recordedReleases(root: string): string[] {
  return sortVersions(new Set(recordedTypes(root).flatMap((type) => recordedVersions(root, type))));
}
