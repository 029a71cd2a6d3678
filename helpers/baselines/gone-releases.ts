import type { Collection } from './collection.ts';
import { releasesOfSums, type Sums } from './sums.ts';

/**
 * Releases that the sums of a type tell of and of which nothing is left in the folders of its targets, as after somebody
 * has dropped them. None where one of these folders cannot be looked into: they may be in it.
 */
export function goneReleases({ entries, rows }: Pick<Collection, 'entries' | 'rows'>, sums: Sums): string[] {
  const targets = new Set(rows.map(({ target }) => target));
  const left = new Set<string>();
  for (const { path, kind, closed } of entries) {
    const [target = '', version, file] = path.split('/');
    if (!targets.has(target)) continue;
    const isOpen = kind === 'folder' && closed === undefined;
    if (version === undefined && !isOpen) return [];
    if (version !== undefined && (file !== undefined || !isOpen)) left.add(version);
  }
  return [...releasesOfSums(sums.keys())].filter((version) => !left.has(version));
}
