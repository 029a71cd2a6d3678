import type { Origin } from './stage-release.ts';

/** Where a package is from, in the words of every line about it: the archive is told where it is not the host's own. */
export function placeOf({ suite, archive }: Pick<Origin, 'suite' | 'archive'>): string {
  return archive === undefined ? suite : `${suite} of ${archive}`;
}

/** A text whose URIs are without user names and passwords, as they may be printed and recorded. */
export function shownUri(text: string): string {
  return text.replace(/\/\/[^/\s]*@/g, '//');
}
