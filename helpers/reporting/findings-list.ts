import { plural } from '../text/plural.ts';
import { causeLine } from './cause-line.ts';
import { type Cause, causesOf, countCells, groupsOf } from './causes.ts';
import type { VerifiedCell } from './cell-report.ts';
import { storyLines } from './failure-text.ts';
import { findingLine } from './finding-line.ts';
import { type Group, groupFindings } from './groups.ts';

/** How many groups are told in full at most: one of each cause, then others while there is room. */
const STORIES = 20;
/** Lines that stories are to fit into: with fewer fields where they do not, and then with no group of a cause already told. */
const ROOM_FOR_STORIES = 45;
/** How many causes without a story are told in a line. */
const CAUSES_IN_A_LINE = 30;
/** How many lines all causes have together for groups beside the first, and how many one has at most. */
const LINES_FOR_OTHERS = 9;
const LINES_OF_A_CAUSE = 6;
/** How many fields of one reader a story has: the first of these with which the stories have room, or else the last. */
const FIELDS_SHOWN = [6, 4, 2, 1] as const;

/** The groups that are told in full, each with what is told of it below its line. */
type Stories = ReadonlyMap<Group, readonly string[]>;

/**
 * What a run has found, each cause once: its first group in full, of its others the first ones in a line each.
 *
 * @param cells all that were verified
 * @param rest where to read what is not told here
 */
export function findingsList(cells: readonly VerifiedCell[], rest: string): string[] {
  const groups = groupFindings(cells);
  if (groups.length === 0) return [];
  const versions = new Set(cells.map(({ version }) => version));
  const causes = causesOf(groups);
  const inFull = chooseStories(causes);
  const told = causes.filter((cause) => inFull.has(cause.story));
  const untold = causes.slice(told.length);
  const share = Math.max(1, Math.floor(LINES_FOR_OTHERS / causes.length));
  return [
    `findings: ${plural(countCells(groups), 'cell')} in ${plural(groups.length, 'group')} (a case and what is wrong with it), of ${plural(causes.length, 'likely cause')}`,
    ...told.flatMap((cause, at) => [
      '',
      ...causeLines(cause, at + 1, inFull, Math.min(share, LINES_OF_A_CAUSE), versions),
    ]),
    ...untoldLines(untold, versions),
    ...(allTold(causes, inFull) ? [] : ['', `all groups, and the commands that play them: ${rest}`]),
  ];
}

/** One group of each cause; then, while there is room, those of the same causes in which more is wrong, then any. */
function chooseStories(causes: readonly Cause[]): Stories {
  const first = causes.slice(0, STORIES).map((cause) => cause.story);
  const fields = fieldsThatFit(first);
  const chosen = new Map(first.map((group) => [group, story(group, fields)]));
  const others = [
    ...causes.flatMap(({ variations }) => variations),
    ...causes.flatMap(({ repetitions }) => repetitions),
  ];
  let lines = [...chosen.values()].flat().length;
  for (const group of others) {
    const told = story(group, fields);
    lines += told.length + 1;
    if (chosen.size >= STORIES || lines > ROOM_FOR_STORIES) break;
    chosen.set(group, told);
  }
  return chosen;
}

function fieldsThatFit(groups: readonly Group[]): number {
  const lines = (fields: number) => groups.flatMap((group) => story(group, fields)).length;
  return FIELDS_SHOWN.find((fields) => lines(fields) <= ROOM_FOR_STORIES) ?? Math.min(...FIELDS_SHOWN);
}

function story({ cells: [first] }: Group, fields: number): string[] {
  // A reason may be of several lines.
  return storyLines(first, fields).flatMap((line) => line.split('\n'));
}

function causeLines(
  cause: Cause,
  number: number,
  inFull: Stories,
  room: number,
  versions: ReadonlySet<string>,
): string[] {
  const groups = groupsOf(cause);
  const told = groups.filter((group) => inFull.has(group));
  const others = groups.filter((group) => !inFull.has(group));
  const heading = (at: number) => (at === 0 ? `${number}. ` : '   ');
  return [
    ...told.flatMap((group, at) => [
      ...(at === 0 ? [] : ['']),
      `${heading(at)}${findingLine(group, versions)}`,
      ...(inFull.get(group) ?? []).map((line) => `     ${line}`),
    ]),
    ...otherLines(cause, others, room, versions),
  ];
}

/** A line each for as many groups as there is room, of as many suites and targets as can be. */
function otherLines(
  cause: Cause,
  others: readonly Group[],
  room: number,
  versions: ReadonlySet<string>,
): string[] {
  if (others.length === 0) return [];
  const variations = others.filter((group) => cause.variations.includes(group));
  const repetitions = others.filter((group) => !cause.variations.includes(group));
  const shown = [...variations, ...oneOfEachFirst(repetitions)].slice(0, room);
  const more = others.length - shown.length;
  return [
    `   the same in ${plural(others.length, 'other group')} (${plural(countCells(others), 'cell')})${variations.length > 0 ? ', in some of which more differs' : ''}:`,
    ...shown.map((group) => `     ${findingLine(group, versions)}`),
    ...(more > 0 ? [`     and ${more} more`] : []),
  ];
}

/** Groups in such an order that the first ones are of as many suites and targets as can be. */
function oneOfEachFirst(groups: readonly Group[]): Group[] {
  const seen = new Set<string>();
  const firsts = groups.filter(({ suite, target }) => {
    const place = `${suite} ${target}`;
    const isFirst = !seen.has(place);
    seen.add(place);
    return isFirst;
  });
  return [...firsts, ...groups.filter((group) => !firsts.includes(group))];
}

function untoldLines(causes: readonly Cause[], versions: ReadonlySet<string>): string[] {
  if (causes.length === 0) return [];
  const shown = causes.slice(0, CAUSES_IN_A_LINE);
  const more = causes.length - shown.length;
  return [
    '',
    'and also:',
    ...shown.map((cause) => `   ${causeLine(cause, versions)}`),
    ...(more > 0 ? [`   and ${plural(more, 'cause')} more`] : []),
  ];
}

function allTold(causes: readonly Cause[], inFull: Stories): boolean {
  return causes.flatMap(groupsOf).every((group) => inFull.has(group));
}
