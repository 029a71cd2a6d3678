import { isFailure, RESULTS, type Result } from '../cells/verdict.ts';
import { groupBy } from '../files/group-by.ts';
import { columns } from '../text/columns.ts';
import { plural } from '../text/plural.ts';
import { versionRanges } from '../versions/ranges.ts';
import { judgementsOf, notesOf, type VerifiedCell } from './cell-report.ts';
import {
  countBySuite,
  countGuestData,
  countJudged,
  countReadings,
  countResults,
  skipReasonsOverReleases,
} from './counts.ts';
import { overReleases } from './over-releases.ts';
import { unseen } from './unseen.ts';

/** How many reasons the lists above the census have together. */
const REASONS_SHOWN = 12;

/**
 * The end of a verification below what was found, and but for the verdict: what was skipped, noted and known, the census.
 */
export function countingLines(cells: readonly VerifiedCell[]): string[] {
  const lists = [skipLines, noteLines, knownLines].filter((list) => list(cells, 0).length > 0);
  const room = Math.floor(REASONS_SHOWN / Math.max(1, lists.length));
  return [...lists.map((list) => list(cells, room)), censusLines(cells)].flatMap((lines) => ['', ...lines]);
}

/** How many rows the table of what did not match has. */
const UNEQUAL_SHOWN = 6;

/** Counts of a verification: by suite, by reader, and which targets and releases ended otherwise than equal. */
export function censusLines(cells: readonly VerifiedCell[]): string[] {
  const rows = [...Object.entries(countBySuite(cells)), ['all', countResults(cells)] as const];
  const table = rows.map(([suite, counts]) => [
    suite,
    String(Object.values(counts).reduce((sum, count) => sum + count, 0)),
    ...RESULTS.map((result) => String(counts[result])),
  ]);
  const unequal = unequalRows(cells);
  // What fails is told before what was known or skipped.
  const urgency = ([, result, count]: string[]) =>
    (isFailure(result as Result) ? cells.length : 0) + Number(count);
  const most = new Set([...unequal].sort((a, b) => urgency(b) - urgency(a)).slice(0, UNEQUAL_SHOWN));
  const shown = unequal.filter((row) => most.has(row));
  const more = unequal.length - shown.length;
  const judged = countJudged(cells);
  const { candidate, reference } = countReadings(cells);
  const data = countGuestData(cells);
  return [
    ...columns([['suite', 'cells', ...RESULTS], ...table], 'lrrrrrrr'),
    `read by the candidate: ${candidate} of ${plural(judged, 'judged cell')}; read back by a reference: ${reference}`,
    ...(data.written === 0
      ? []
      : [
          `guest data compared: ${data.compared} of ${plural(data.written, 'cell')} that ${data.written === 1 ? 'writes' : 'write'} an image`,
        ]),
    ...(unequal.length === 0
      ? []
      : ['', ...columns([['suite', 'result', 'cells', 'releases', 'targets'], ...shown], 'llrll')]),
    ...(more > 0 ? [`and ${plural(more, 'row')} more (parity.json)`] : []),
  ];
}

/**
 * Why cells were skipped, in lines, the most frequent first.
 *
 * @param room how many reasons are told; the others are counted
 */
export function skipLines(cells: readonly VerifiedCell[], room: number): string[] {
  return listed('skipped', room, Object.entries(skipReasonsOverReleases(cells)));
}

/** What was expected to differ and did, by reason, in lines as those of `skipLines`. */
export function knownLines(cells: readonly VerifiedCell[], room: number): string[] {
  const known = cells.flatMap((cell) => {
    const judgement = judgementsOf(cell).find(({ result }) => result === 'known');
    if (cell.outcome.result !== 'known' || judgement?.result !== 'known') return [];
    return [{ cell, reason: judgement.reason + unseen(judgement.origin) }];
  });
  const groups = groupBy(known, ({ cell, reason }) => `${cell.suite} ${reason}`);
  return listed(
    'known',
    room,
    [...groups.values()].flatMap((members): [string, number][] => {
      const [first] = members;
      if (!first) return [];
      const targets = [...new Set(members.map(({ cell }) => cell.target))].join(', ');
      return [[`${first.cell.suite} ${targets}: ${first.reason}`, members.length]];
    }),
  );
}

/** How cells were judged, where that was not as usual, in lines as those of `skipLines`. */
export function noteLines(cells: readonly VerifiedCell[], room: number): string[] {
  const notes = cells.flatMap((cell) =>
    [...new Set(notesOf(cell))].map((text) => ({ text, version: cell.version })),
  );
  const told = overReleases(notes, new Set(cells.map(({ version }) => version)));
  return listed(
    'noted',
    room,
    told.map(({ text, members }) => [text, members.length]),
  );
}

/** Results other than a match, by suite: targets that have one at the same releases are told together. */
function unequalRows(cells: readonly VerifiedCell[]): string[][] {
  const versions = new Set(cells.map(({ version }) => version));
  const unequal = cells.filter(({ outcome }) => outcome.result !== 'match');
  const byTarget = groupBy(unequal, ({ suite, target, outcome }) =>
    [suite, outcome.result, target].join('\n'),
  );
  const rows = [...byTarget]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => {
      const [suite = '', result = '', target = ''] = key.split('\n');
      const releases = versionRanges(
        members.map(({ version }) => version),
        versions,
      );
      return { suite, result, target, releases, count: members.length };
    });
  const alike = groupBy(rows, ({ suite, result, releases }) => [suite, result, releases].join('\n'));
  return [...alike].map(([key, members]) => {
    const [suite = '', result = '', releases = ''] = key.split('\n');
    const count = members.reduce((sum, member) => sum + member.count, 0);
    return [suite, result, String(count), releases, members.map(({ target }) => target).join(', ')];
  });
}

function listed(title: string, room: number, entries: readonly (readonly [string, number])[]): string[] {
  if (entries.length === 0) return [];
  const mostFirst = [...entries].sort(([, a], [, b]) => b - a);
  const more = mostFirst.length - room;
  return [
    `${title}:`,
    ...mostFirst.slice(0, room).map(([reason, count]) => `  ${count} × ${reason.replace(/\s*\n\s*/g, ' ')}`),
    ...(more > 0 ? [`  and ${plural(more, 'reason')} more (parity.json)`] : []),
  ];
}
