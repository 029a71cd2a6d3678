import { compareVersions, sortVersions } from './order.ts';

/**
 * Chooses the recorded release that stands for a detected one.
 *
 * Exact match; else the highest recorded one not above it within the same major.minor; else the highest not above
 * it overall; older than all: the lowest; nothing detected: the highest; nothing recorded: undefined.
 *
 * @param recorded full release numbers, in any order
 */
export function chooseVersion(recorded: Iterable<string>, detected: string | undefined): string | undefined {
  const ordered = sortVersions(recorded);
  if (detected === undefined) return ordered.at(-1);
  // In version order the same major.minor lies directly below, so the highest one not above is of it if any is.
  return ordered.findLast((version) => compareVersions(version, detected) <= 0) ?? ordered[0];
}
