import { cut } from '../../text/cut.ts';
import { localMinute } from '../../text/local-minute.ts';
import { printable, printableLine } from '../../text/printable.ts';
import { versionRanges } from '../../versions/ranges.ts';
import { visible } from '../shown-value.ts';
import type { Change, ChangeEntry, Found, Kind } from './change.ts';

/** How much that has appeared a line has. */
const SHOWN = 3;
const VALUE_WIDTH = 32;
const REASON_WIDTH = 160;

/** What to say of cells that end as they did before. */
const SAME_RESULT: Readonly<Record<Kind, string>> = {
  regressed: 'and more is wrong',
  improved: 'and less is wrong',
  otherwise: 'but not in the same way',
  new: '',
  gone: '',
};

/** Which report another is held against: `parity.json of 2026-11-21 13:33`. */
export function baseName({ base: { path, started } }: Change): string {
  return `${printableLine(path)} of ${localMinute(new Date(started)) ?? 'unknown time'}`;
}

/** What has become of the cells, in one phrase: `3 improved, 0 regressed, 2 new (1 failing), 0 gone`. */
export function countsPhrase({ counts }: Change): string {
  const failing = counts.new_failing > 0 ? ` (${counts.new_failing} failing)` : '';
  return `${counts.improved} improved, ${counts.regressed} regressed, ${counts.new} new${failing}, ${counts.gone} gone`;
}

/** What a run is, held against an older report: the end of its last line. */
export function againstPhrase(change: Change): string {
  const { regressed } = change.counts;
  const rest = `${baseName(change)} (${countsPhrase(change)})`;
  return regressed > 0 ? `${regressed} REGRESSED against ${rest}` : `no worse than ${rest}`;
}

/** An entry on one line: `create vhd 1M-default @ 5.2.0-7.2.22: match -> diverged: virtual-size 1079296 -> 1044480`. */
export function entryLine(entry: ChangeEntry, kind: Kind, { versions }: Pick<Change, 'versions'>): string {
  return [entryName(entry, versions), howItChanged(entry, kind), ...whatAppeared(entry)].join(': ');
}

/** A case and its releases. */
export function entryName(
  { suite, target, case: name, releases }: ChangeEntry,
  all: readonly string[],
): string {
  return printableLine(`${suite} ${target} ${name} @ ${versionRanges(releases, all)}`);
}

/** From which result to which. */
export function howItChanged({ from, to, unread }: ChangeEntry, kind: Kind): string {
  if (from === null) return `new, ${to}`;
  if (to === null) return `gone, was ${from}`;
  if (from === 'skipped' && (to === 'diverged' || to === 'error'))
    return `skipped -> ${to} (judged for the first time)`;
  if (unread !== undefined) {
    const results = from === to ? `${to} as before` : `${from} -> ${to}`;
    return `${results}, but no longer looked at by ${unread.join(', ')}`;
  }
  if (from !== to) return `${from} -> ${to}`;
  return `${to} as before, ${SAME_RESULT[kind]}`;
}

/** One thing that was found, in words, values cut to a line's width. */
export function foundWords({ path, reason, ...sides }: Found): string {
  if (path === undefined) return shown(reason ?? '', REASON_WIDTH);
  const side = (key: 'expected' | 'actual') =>
    sides[key] === undefined ? '(absent)' : shown(visible(sides[key]), VALUE_WIDTH);
  const values =
    sides.expected === undefined && sides.actual === undefined
      ? ''
      : ` ${side('expected')} -> ${side('actual')}`;
  return shown(path, REASON_WIDTH) + values;
}

function whatAppeared({ appeared, more, reason }: ChangeEntry): string[] {
  const [first, ...others] = distinct(appeared.map(foundWords));
  if (first === undefined) return reason === undefined ? [] : [shown(reason, REASON_WIDTH)];
  const told = [first, ...others.slice(0, SHOWN - 1)];
  const rest = 1 + others.length - told.length + more;
  return [[...told, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')];
}

/** Several readers may have found the same. */
function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

/** What was read from a file may hold anything. */
function shown(text: string, width: number): string {
  return printable(cut(text, width));
}
