import { join } from 'node:path';
import { placeOf } from './place-of.ts';
import type { Origin } from './stage-release.ts';

/** Lines about a release that was asked for, be it to fetch or to build; `what` is the package or the build. */
export function doneLine(release: string, what: string, inPlaceOf?: Origin): string {
  return `done  ${release}: ${what}${inPlaceOf ? `, in place of ${described(inPlaceOf)}` : ''}`;
}

export function droppedInLine(release: string, archFolder: string): string {
  return `keep  ${release}: ${join(archFolder, release)} was put there by hand (no source.json)`;
}

/** What is there and what was asked for have no common order. */
export function unlikeLine(release: string, than: Origin, what: string): string {
  return `keep  ${release}: ${described(than)} is installed; --force puts ${what} in its place`;
}

/** A package, or what a build was made from, with its place. */
export function described(origin: Origin): string {
  return `${placeOf(origin)} ${origin.packageVersion}`;
}
