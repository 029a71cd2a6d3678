import type { Origin } from './stage-release.ts';

/** Where a package is from, in the words of every line about it: the archive is told where it is not the host's own. */
export function placeOf({ suite, archive }: Pick<Origin, 'suite' | 'archive'>): string {
  return archive === undefined ? suite : `${suite} of ${archive}`;
}

/** A URI without the user name and the password in it, as it may be printed and recorded. */
export function shownUri(uri: string): string {
  return uri.replace(/\/\/[^/@]*@/g, '//');
}
