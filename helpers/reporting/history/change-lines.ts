import { printableLine } from '../../text/printable.ts';
import { type Change, KINDS, type Kind } from './change.ts';
import { baseName, countsPhrase, entryLine } from './change-words.ts';

/** What each kind is called above its entries. */
export const HEADINGS: Readonly<Record<Kind, string>> = {
  regressed: 'regressed',
  improved: 'improved',
  new: 'new',
  gone: 'gone',
  otherwise: 'changed, and neither better nor worse',
};

/** How many regressions the end of a run tells. */
const AT_THE_END = 10;

/** What has changed, for a terminal: the counts, and every entry in a line. */
export function changeLines(change: Change): string[] {
  const told = KINDS.filter((kind) => change.entries[kind].length > 0);
  return [
    ...headLines(change),
    ...told.flatMap((kind) => ['', ...listLines(change, kind, { commands: true })]),
  ];
}

/** What the end of a run tells of it, below the commands of its findings: the counts, and the first of what has become worse. */
export function changeAtTheEnd(change: Change): string[] {
  return [...headLines(change), ...listLines(change, 'regressed', { room: AT_THE_END })];
}

function headLines(change: Change): string[] {
  const { otherwise, equal } = change.counts;
  return [
    `against ${baseName(change)}: ${countsPhrase(change)}; ${otherwise} changed otherwise, ${equal} as before`,
    ...change.notes.map((note) => `note: ${printableLine(note)}`),
  ];
}

interface Listing {
  /** how many entries are told */
  readonly room?: number;
  /** whether what has become worse is followed by the command that plays it */
  readonly commands?: boolean;
}

function listLines(
  change: Change,
  kind: Kind,
  { room = Number.POSITIVE_INFINITY, commands = false }: Listing,
): string[] {
  const entries = change.entries[kind];
  if (entries.length === 0) return [];
  const shown = entries.slice(0, room);
  const more = entries.length - shown.length;
  return [
    `${HEADINGS[kind]}:`,
    ...shown.flatMap((entry) => [
      `  ${entryLine(entry, kind, change)}`,
      ...(commands && kind === 'regressed' && entry.reproduce !== undefined
        ? [`    ${printableLine(entry.reproduce)}`]
        : []),
    ]),
    ...(more > 0 ? [`  and ${more} more (parity.json, "change")`] : []),
  ];
}
