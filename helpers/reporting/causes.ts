import { type Difference, type Location, writeLocation } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Json } from '../pipeline/json.ts';
import { failuresOf, type VerifiedCell } from './cell-report.ts';
import { differencesOfGroup, type Group } from './groups.ts';
import { withoutParticulars } from './particulars.ts';
import { visible } from './shown-value.ts';

/**
 * Groups in which the same is wrong, so far as can be told from outside: what a command prints differs in the same fields
 * and in the same way, the images of a suite are wrong in the same way, the same exit code, the same reason.
 */
export interface Cause {
  /** the simplest of the groups that are most alike: told in full */
  readonly story: Group;
  /** groups in which other fields differ beside those of the story */
  readonly variations: Group[];
  /** groups that show nothing that the story and the variations do not */
  readonly repetitions: Group[];
}

/** What is wrong in a cell, without what is of its case alone: places in lists, numbers, names of files. */
interface Symptoms {
  readonly words: readonly string[];
  /** where a step or an image failed: other differences follow from it */
  readonly grave: boolean;
}

/** Groups by cause, the one that touches most cells first. */
export function causesOf(groups: readonly Group[]): Cause[] {
  const alike = groupBy(groups, ({ cells: [cell] }) => {
    const { words, grave } = symptomsOf(cell);
    return JSON.stringify([grave, ...words]);
  });
  const mostFirst = [...alike.values()].sort((a, b) => countCells(b) - countCells(a));
  const causes: Cause[] = [];
  const toldBy = new Map<string, Cause>();
  for (const members of mostFirst) {
    const [first, ...more] = simplestFirst(members);
    if (!first) continue;
    const { words, grave } = symptomsOf(first.cells[0]);
    const fresh = words.filter((word) => !toldBy.has(word));
    const [relative] = words.flatMap((word) => toldBy.get(word) ?? []);
    // A field may differ for what another one beside it is wrong; a step that fails in a new way does so for itself.
    const own = relative === undefined || (grave && fresh.length > 0);
    const cause = own ? { story: first, variations: [], repetitions: more } : relative;
    if (own) causes.push(cause);
    else if (fresh.length > 0) {
      cause.variations.push(first);
      cause.repetitions.push(...more);
    } else cause.repetitions.push(first, ...more);
    for (const word of fresh) toldBy.set(word, cause);
  }
  return causes.sort((a, b) => countCells(groupsOf(b)) - countCells(groupsOf(a)));
}

/** The groups of a cause, the story first. */
export function groupsOf({ story, variations, repetitions }: Cause): Group[] {
  return [story, ...variations, ...repetitions];
}

export function countCells(groups: readonly Group[]): number {
  return groups.reduce((sum, { cells }) => sum + cells.length, 0);
}

/** What takes the fewest commands to see, and of these what shows the least: the others tell no more. */
function simplestFirst(groups: readonly Group[]): Group[] {
  const sized = groups.map((group) => ({
    group,
    commands: group.cells[0].reproduce.length,
    shown: differencesOfGroup(group).length,
  }));
  return sized.sort((a, b) => a.commands - b.commands || a.shown - b.shown).map(({ group }) => group);
}

/** Tells of cell after cell whether something is wrong in it that was wrong in none before. */
export class NewSymptoms {
  readonly #seen = new Set<string>();

  isNew(cell: VerifiedCell): boolean {
    const { words } = symptomsOf(cell);
    const fresh = words.filter((word) => !this.#seen.has(word));
    for (const word of fresh) this.#seen.add(word);
    return fresh.length > 0;
  }
}

function symptomsOf(cell: VerifiedCell): Symptoms {
  const grave = new Set<string>();
  const mild = new Set<string>();
  for (const judgement of failuresOf(cell)) {
    if ('reason' in judgement) grave.add(`${judgement.result}: ${withoutParticulars(judgement.reason)}`);
    if (judgement.result !== 'diverged') continue;
    for (const difference of judgement.differences) {
      (isGrave(difference.location) ? grave : mild).add(symptomOf(difference, cell));
    }
  }
  return { words: [...(grave.size > 0 ? grave : mild)].sort(), grave: grave.size > 0 };
}

function isGrave({ kind }: Location): boolean {
  return (
    kind === 'exit code' ||
    kind === 'failure' ||
    kind === 'check' ||
    kind === 'guest content' ||
    kind === 'file'
  );
}

/**
 * What an image holds is the work of the suite's own command; what was printed is that of the command that printed it,
 * in whatever suite.
 */
function symptomOf(difference: Difference, cell: VerifiedCell): string {
  const { location, expected, actual } = difference;
  switch (location.kind) {
    case 'exit code':
    case 'failure':
      return `${writeLocation(location)}: ${visible(expected ?? null)} -> ${visible(actual ?? null)}`;
    case 'check':
    case 'guest content':
    case 'file':
      return `${cell.suite} ${location.kind} ${changeOf(difference)}`;
    case 'untold':
      return `${printedBy(location.output, cell)} and more differences`;
    case 'line':
      // Where a line stands differs by what is printed above it.
      return `${printedBy(location.output, cell)} line: ${withoutNumbers(String(expected ?? actual))} ${changeOf(difference)}`;
    case 'field':
    case 'extent':
    case 'bytes':
      return `${printedBy(location.output, cell)} ${writeLocation(anywhere(location))} ${changeOf(difference)}`;
  }
}

/** The operation that printed an output; a difference in the only one does not say in which it is. */
function printedBy(output: string | undefined, { observes }: VerifiedCell): string {
  return output === undefined
    ? [...new Set(Object.values(observes))].sort().join()
    : (observes[output] ?? output);
}

type Place = Extract<Location, { kind: 'field' | 'extent' | 'bytes' }>;

/** A place, the same for all members of a list, all stretches of an image and all outputs. */
function anywhere(location: Place): Place {
  const members = (keys: readonly (string | number)[]) =>
    keys.map((key) => (typeof key === 'number' ? 0 : key));
  switch (location.kind) {
    case 'field':
      return { kind: 'field', keys: members(location.keys) };
    case 'extent': {
      const { output: _, keys, ...extent } = location;
      return { ...extent, keys: members(keys), start: '0' };
    }
    case 'bytes':
      return { kind: 'bytes' };
  }
}

/** How something differs, whatever the values: who rounds a size and who has none do not the same wrong. */
function changeOf({ expected, actual }: Difference): string {
  if (expected === undefined) return 'is too much';
  if (actual === undefined) return 'is absent';
  if (isNothing(actual)) return `is ${JSON.stringify(actual)}`;
  return typeOf(actual) === typeOf(expected) ? 'is another' : `is of type ${typeOf(actual)}`;
}

function isNothing(value: Json): boolean {
  return value === null || value === 0 || value === '' || ['[]', '{}'].includes(JSON.stringify(value));
}

function typeOf(value: Json): string {
  return Array.isArray(value) ? 'list' : typeof value;
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+/g, '#');
}
