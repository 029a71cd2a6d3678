import type { Change } from '../files/tree-states.ts';
import { printable } from '../text/printable.ts';
import { shownPath } from '../text/shown-path.ts';

/** How many files are told of; a candidate that changes one may change all. */
const CHANGES_TOLD = 20;
/** How many are named in a note: somebody who makes a file may make a thousand. */
const FILES_NAMED = 5;

/** What has become of files that a run is judged by, each a reason to fail. */
export function changeLines(changes: readonly Change[], root: string): string[] {
  const lines = changes
    .slice(0, CHANGES_TOLD)
    .map(({ path, what }) => `changed while the run was under way: ${shown(path, root)} (${what})`);
  const more = changes.length - lines.length;
  return more > 0 ? [...lines, `changed while the run was under way: ${more} more files`] : lines;
}

/** One line about files that have appeared beside them, if there are any. */
export function newFilesNote(files: readonly Change[], root: string): string[] {
  if (files.length === 0) return [];
  const names = files.slice(0, FILES_NAMED).map(({ path }) => shown(path, root));
  const more = files.length - names.length;
  const list = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return [`note: new in the checkout since the run began, whoever made it: ${list}`];
}

function shown(path: string, root: string): string {
  return printable(shownPath(path, root));
}
