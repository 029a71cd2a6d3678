import { groupBy } from '../files/group-by.ts';
import { escapeRegExp } from '../text/pattern.ts';
import { versionRanges } from '../versions/ranges.ts';

/** Something that is said of one cell; where it names the cell's release, it is said of others in the same words. */
export interface Said {
  readonly text: string;
  readonly version: string;
}

/** What was said of several releases in words that differ in the release alone, told once. */
export interface SaidOfReleases<T> {
  /** `qemu-img 6.0.0-7.1.0, 8.0.0 is not installed`: where it names the release, all of them */
  readonly text: string;
  readonly members: readonly T[];
}

/** No text that is said of a cell has one. */
const RELEASE = '\0';

/**
 * Tells once what was said of many releases.
 *
 * @param all releases of the run: ranges run over neighbours among them
 */
export function overReleases<T extends Said>(said: readonly T[], all: Iterable<string>): SaidOfReleases<T>[] {
  const known = [...all];
  const alike = groupBy(said, ({ text, version }) => text.replace(naming(version), RELEASE));
  const filled = [...alike].map(([text, members]) => {
    const releases = members.map(({ version }) => version);
    return { text: text.replaceAll(RELEASE, versionRanges(releases, known)), members };
  });
  // What is said of a release as its own may be said in the same words of one that it stands for.
  return [...groupBy(filled, ({ text }) => text)].map(([text, same]) => ({
    text,
    members: same.flatMap(({ members }) => members),
  }));
}

/** A release as a word of its own: no part of another, as `1.2.0` is of `11.2.0`. */
function naming(version: string): RegExp {
  return new RegExp(`(?<![\\d.])${escapeRegExp(version)}(?!\\.?\\d)`, 'g');
}
